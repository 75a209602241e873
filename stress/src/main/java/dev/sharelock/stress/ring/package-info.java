/**
 * The ring on mapped memory: publishing, wrapping around, sleeping and waking, closing, changing
 * roles.
 *
 * <p>Waits in these tests go to sleep at once and look around only when woken, so that a wake-up
 * that is missing shows as a time-out.
 */
package dev.sharelock.stress.ring;
