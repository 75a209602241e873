/** Channels of records, and shared segments, with numbers, in one buffer for many threads. */
package dev.sharelock.record;
