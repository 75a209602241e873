package dev.sharelock.environment;

/**
 * Arithmetic of absolute deadlines on the monotonic clock. A deadline is computed once per
 * operation, so that wake-ups in between do not extend it.
 */
public final class Deadline {

  /** The deadline that never passes. */
  public static final long NEVER = Long.MAX_VALUE;

  private Deadline() {}

  /**
   * Computes a deadline.
   *
   * @param now the time now, of {@link Environment#nanoTime}
   * @param timeoutNanos the time from now on, at least 0; {@link #NEVER} for no limit
   * @return the deadline; {@link #NEVER} if it does not fit
   * @throws IllegalArgumentException if the time-out is negative
   */
  public static long after(long now, long timeoutNanos) {
    require(timeoutNanos);
    if (timeoutNanos == NEVER) {
      return NEVER;
    }
    long deadline = now + timeoutNanos;
    boolean overflow = now > 0 && deadline < now;
    return overflow ? NEVER : deadline;
  }

  /**
   * Refuses what is no time-out, for operations that may be done without waiting.
   *
   * @param timeoutNanos a time-out, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public static void require(long timeoutNanos) {
    if (timeoutNanos < 0) {
      throw new IllegalArgumentException(
          "time-out is negative: timeoutNanos="
              + timeoutNanos
              + "; do: pass 0 to try once, Deadline.NEVER to wait without limit");
    }
  }

  /**
   * Asks whether a deadline has passed.
   *
   * @param deadline of {@link #after}
   * @param now the time now, of {@link Environment#nanoTime}
   * @return whether it has passed
   */
  public static boolean passed(long deadline, long now) {
    return deadline != NEVER && now - deadline >= 0;
  }

  /**
   * Tells how much time is left, as a time-out for another operation.
   *
   * @param deadline of {@link #after}
   * @param environment the clock, which is read unless the deadline never passes
   * @return nanoseconds, 0 if it has passed; {@link #NEVER} if it never passes
   */
  public static long rest(long deadline, Environment environment) {
    return deadline == NEVER ? NEVER : Math.max(0, deadline - environment.nanoTime());
  }

  /**
   * Picks the earlier of a deadline and the end of a slice, for waits that must look around from
   * time to time.
   *
   * @param deadline of {@link #after}
   * @param now the time now, of {@link Environment#nanoTime}
   * @param sliceNanos the length of the slice
   * @return the earlier one
   */
  public static long slice(long deadline, long now, long sliceNanos) {
    long end = after(now, sliceNanos);
    return deadline == NEVER || deadline - end > 0 ? end : deadline;
  }
}
