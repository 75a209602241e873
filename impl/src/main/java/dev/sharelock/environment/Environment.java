package dev.sharelock.environment;

/**
 * What algorithms need from the world besides memory: the clock, who they are, who is alive.
 *
 * <p>Together with {@link dev.sharelock.memory.SharedMemory} this is the only source of
 * nondeterminism that algorithms may use; the simulator replaces both.
 */
public interface Environment {

  /**
   * Reads the monotonic clock.
   *
   * @return nanoseconds since an arbitrary origin, which is the same for all processes of a
   *     machine; compare by difference only
   */
  long nanoTime();

  /**
   * Tells who the caller is.
   *
   * @return the identity of the calling process
   */
  ParticipantIdentity self();

  /**
   * Asks whether a process still runs. A process that has ended but was not reaped yet is dead. The
   * answer "dead" is final; the answer "alive" may be stale at once.
   *
   * @param identity whom to ask for
   * @return whether exactly that process still runs
   */
  boolean isAlive(ParticipantIdentity identity);

  /**
   * Tells that the caller is in a loop which waits for another participant to change a word. Call
   * it once per turn, right before the words are read again.
   */
  void spinHint();

  /**
   * Tells how long to spin before going to sleep.
   *
   * @return the number of {@linkplain #spinHint turns}; 0 if there is one processor only, where
   *     spinning only keeps the other side from running
   */
  int spinLimit();

  /**
   * Draws a number for a fresh generation.
   *
   * @return a number that no other call returns, with overwhelming probability
   */
  long nextGeneration();

  /**
   * Tells what may end the waits of the caller; it is asked for at each of them.
   *
   * @return the hook and how often to ask it; {@link Cancellation#NEVER} unless there is one
   */
  default Cancellation cancellation() {
    return Cancellation.NEVER;
  }
}
