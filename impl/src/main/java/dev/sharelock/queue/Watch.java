package dev.sharelock.queue;

import dev.sharelock.Outcome;

/**
 * What else ends an operation at a queue that cannot be done now: a change of which those who wait
 * are told by {@link QueueObserver#wakeAll}. It is asked only when there is nothing to take, or no
 * room to put; both methods look at shared memory and never block, and return {@link
 * Outcome#WOULD_BLOCK} if nothing has changed.
 */
public interface Watch {
  /** Nothing but the queue itself. */
  Watch NOTHING =
      new Watch() {
        @Override
        public Outcome look() {
          return Outcome.WOULD_BLOCK;
        }

        @Override
        public Outcome lookForPeer() {
          return Outcome.WOULD_BLOCK;
        }
      };

  /**
   * Looks for what is announced by a wake-up.
   *
   * @return the outcome of the operation; {@link Outcome#WOULD_BLOCK} to go on waiting
   */
  Outcome look();

  /**
   * Does the same, and asks who is alive. Called when a sleep has lasted a whole slice.
   *
   * @return as {@link #look}
   */
  Outcome lookForPeer();
}
