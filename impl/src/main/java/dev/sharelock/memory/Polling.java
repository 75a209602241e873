package dev.sharelock.memory;

import dev.sharelock.environment.Deadline;
import java.util.concurrent.locks.LockSupport;

/**
 * Waiting in pure Java: look at the word again and again, at first at once, then after giving up
 * the processor, then after parking for a time that doubles up to a bound.
 *
 * <p>It works for any memory, between threads and between processes, and on virtual threads. A
 * waiter notices a change only by looking, so nobody needs to be woken.
 */
public final class Polling {

  private static final int SPINS = 64;
  private static final int YIELDS = 64;
  private static final long FIRST_PARK_NANOS = 50_000;
  private static final long LAST_PARK_NANOS = 1_000_000;

  private Polling() {}

  /**
   * Implements {@link WaitWords#waitOn}.
   *
   * @param memory the memory
   * @param offset the word
   * @param expected the value for which to wait
   * @param deadlineNanos when to give up
   * @return why the wait ended
   */
  public static WaitOutcome waitOn(
      SharedMemory memory, long offset, int expected, long deadlineNanos) {
    memory.fullFence();
    if (memory.getIntVolatile(offset) != expected) {
      return WaitOutcome.CHANGED;
    }
    long park = FIRST_PARK_NANOS;
    for (int turn = 0; ; turn++) {
      if (Thread.currentThread().isInterrupted()) {
        return WaitOutcome.INTERRUPTED;
      }
      long now = System.nanoTime();
      if (Deadline.passed(deadlineNanos, now)) {
        return WaitOutcome.TIMED_OUT;
      }
      if (turn < SPINS) {
        Thread.onSpinWait();
      } else if (turn < SPINS + YIELDS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(Math.min(park, remaining(deadlineNanos, now)));
        park = Math.min(park << 1, LAST_PARK_NANOS);
      }
      if (memory.getIntVolatile(offset) != expected) {
        return WaitOutcome.WOKEN;
      }
    }
  }

  private static long remaining(long deadlineNanos, long now) {
    return deadlineNanos == Deadline.NEVER ? Long.MAX_VALUE : deadlineNanos - now;
  }

  /**
   * Implements {@link WaitWords#wake}: checks its arguments, and makes earlier stores visible.
   *
   * @param memory the memory
   * @param offset the word
   * @param count how many to wake
   * @return 0, since it is not known who looks
   */
  public static int wake(SharedMemory memory, long offset, int count) {
    requireCount(count);
    memory.fullFence();
    int ignored = memory.getIntPlain(offset);
    return 0;
  }

  /**
   * Requires that a number of participants to wake is positive.
   *
   * @param count the number
   * @throws IllegalArgumentException if it is not
   */
  static void requireCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "number to wake is not positive: count=" + count + "; do: pass 1, or Integer.MAX_VALUE");
    }
  }
}
