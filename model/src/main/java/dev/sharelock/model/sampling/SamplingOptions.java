package dev.sharelock.model.sampling;

/**
 * How a {@link SamplingEngine} works.
 *
 * @param seed what all executions of a check are derived from
 * @param threads what the processes run on
 * @param recheckEvery every how many executions one is run a second time and compared; 0 for never
 * @param anyWaiter whether a wake may choose any of the waiting processes rather than the one that
 *     waits longest
 */
public record SamplingOptions(long seed, ThreadKind threads, int recheckEvery, boolean anyWaiter) {
  private static final int USUAL_RECHECK = 64;

  /** The usual ones: virtual threads, one execution of 64 compared, wakes in order. */
  public static SamplingOptions ofSeed(long seed) {
    return new SamplingOptions(seed, ThreadKind.VIRTUAL, USUAL_RECHECK, false);
  }

  /** The same on other threads. */
  public SamplingOptions on(ThreadKind other) {
    return new SamplingOptions(seed, other, recheckEvery, anyWaiter);
  }
}
