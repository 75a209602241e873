/**
 * Channels of records and the doorbell on mapped memory: publication of what is in a record, the
 * end of a stream, sleeping and waking.
 *
 * <p>Waits in these tests go to sleep at once and look around only when woken, so that a wake-up
 * that is missing shows as a time-out.
 */
package dev.sharelock.stress.record;
