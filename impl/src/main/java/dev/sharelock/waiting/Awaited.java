package dev.sharelock.waiting;

import dev.sharelock.Outcome;

/**
 * What a {@link Waiter} waits for. All three methods look at shared memory and never block; each
 * returns {@link Outcome#WOULD_BLOCK} to go on waiting and anything else to end the wait with that
 * outcome.
 */
public interface Awaited {

  /**
   * Looks at the awaited condition only; called on each turn of a spin.
   *
   * @return the outcome so far
   */
  Outcome look();

  /**
   * Looks at the awaited condition and at everything that the waker announces by a wake-up, such as
   * a close; called after the caller has announced that it goes to sleep.
   *
   * @return the outcome so far
   */
  Outcome lookAround();

  /**
   * Does the same, and also asks whether those who could wake the caller are alive. Called when a
   * sleep has lasted a whole slice, since a dead process wakes nobody.
   *
   * @return the outcome so far
   */
  Outcome lookForPeer();
}
