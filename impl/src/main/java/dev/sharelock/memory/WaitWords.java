package dev.sharelock.memory;

/**
 * Waiting for a 32-bit word to change, with the semantics of the Linux futex (and of {@code
 * Atomics.wait} in JavaScript and WebAssembly).
 *
 * <p>The test of the word and the decision to sleep are one atomic step with respect to {@link
 * #wake}: a participant that changes the word and then wakes cannot slip between them. Whoever
 * wakes must have changed the word before, since a {@linkplain WaitStrategy#POLLING polling} waiter
 * notices nothing else.
 *
 * <p><b>Memory consistency.</b> Both operations contain a {@linkplain Fences#fullFence full fence}
 * before they look at the word or at the waiters. The wait by itself acquires nothing: re-read the
 * word with the ordering that is needed.
 */
public interface WaitWords {

  /**
   * Waits while the word holds the expected value, until woken or until the deadline.
   *
   * <p>It may return {@link WaitOutcome#WOKEN} without a reason, so call it in a loop that tests
   * the condition again. A participant whose waker dies between its store and its wake-up still
   * returns within a bounded time, because the word is looked at again in slices.
   *
   * @param offset the word, in bytes from the start of the memory; a multiple of 4
   * @param expected the value for which to wait
   * @param deadlineNanos when to give up, on the clock of {@link
   *     dev.sharelock.environment.Environment#nanoTime}; {@link Long#MAX_VALUE} for never
   * @return why the wait ended
   */
  WaitOutcome waitOn(long offset, int expected, long deadlineNanos);

  /**
   * Wakes participants that wait on a word.
   *
   * @param offset the word, in bytes from the start of the memory; a multiple of 4
   * @param count how many to wake at the most; at least 1
   * @return how many were woken, as far as that is known; 0 with a polling strategy
   */
  int wake(long offset, int count);

  /**
   * Tells how this memory waits.
   *
   * @return the strategy
   */
  WaitStrategy waitStrategy();
}
