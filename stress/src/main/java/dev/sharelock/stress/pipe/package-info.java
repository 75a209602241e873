/**
 * Multicasts on mapped memory: a subscriber that is dropped or told of the end while it goes to
 * sleep, one that leaves while it is waited for, and one that begins while values are published.
 */
package dev.sharelock.stress.pipe;
