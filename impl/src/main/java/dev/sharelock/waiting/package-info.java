/**
 * Spinning and sleeping until another participant has changed something; for those who write
 * structures. Users choose a {@link dev.sharelock.waiting.WaitPolicy} at most.
 */
package dev.sharelock.waiting;
