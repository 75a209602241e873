/**
 * The condition queue on mapped memory: the race for one slot and for one value, sleeping and
 * waking.
 *
 * <p>Waits in these tests go to sleep at once and look around only when woken, so that a wake-up
 * that is missing shows as a time-out.
 */
package dev.sharelock.stress.queue;
