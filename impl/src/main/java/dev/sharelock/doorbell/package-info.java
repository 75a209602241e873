/**
 * Many producers and one consumer: a ring for each producer, and one doorbell for all of them, see
 * {@link dev.sharelock.doorbell.Doorbell}. Requests and replies are made of it, in {@link
 * dev.sharelock.request}.
 */
package dev.sharelock.doorbell;
