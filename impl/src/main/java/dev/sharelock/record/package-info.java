/**
 * Channels of records, and shared segments, with numbers, in one buffer for many threads of many
 * processes: {@link dev.sharelock.record.RecordBuffer} finds it, {@link
 * dev.sharelock.record.ThreadContext} is what one thread has of it, {@link
 * dev.sharelock.record.Channel} sends and receives.
 */
package dev.sharelock.record;
