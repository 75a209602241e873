package dev.sharelock.model.sampling;

import java.time.Duration;

/**
 * How a {@link SamplingEngine} works.
 *
 * @param seed what all executions of a check are derived from
 * @param threads what the processes run on
 * @param recheckEvery every how many executions one is run a second time and compared; 0 for never
 * @param anyWaiter whether a wake may choose any of the waiting processes rather than the one that
 *     waits longest
 * @param weakMemory whether some executions have stale reads
 * @param patience after which time without a step a body counts as blocked
 */
public record SamplingOptions(
    long seed,
    ThreadKind threads,
    int recheckEvery,
    boolean anyWaiter,
    boolean weakMemory,
    Duration patience) {
  private static final int USUAL_RECHECK = 64;
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

  public SamplingOptions {
    if (recheckEvery < 0 || patience.toMillis() < 1) {
      throw new IllegalArgumentException(
          "sampling options are out of range: recheckEvery="
              + recheckEvery
              + ", patience="
              + patience
              + "; do: pass 0 for no rechecks, and a patience of a millisecond or more");
    }
  }

  /** The usual ones: virtual threads, one execution of 64 compared, wakes in order, weak memory. */
  public static SamplingOptions ofSeed(long seed) {
    return new SamplingOptions(
        seed, ThreadKind.VIRTUAL, USUAL_RECHECK, false, true, USUAL_PATIENCE);
  }

  /** The same on other threads. */
  public SamplingOptions on(ThreadKind other) {
    return new SamplingOptions(seed, other, recheckEvery, anyWaiter, weakMemory, patience);
  }

  /** The same with wakes that choose among the waiting processes. */
  public SamplingOptions wakingAny() {
    return new SamplingOptions(seed, threads, recheckEvery, true, weakMemory, patience);
  }

  /** The same with every read of a word seeing the last write. */
  public SamplingOptions sequentiallyConsistent() {
    return new SamplingOptions(seed, threads, recheckEvery, anyWaiter, false, patience);
  }

  /** The same with another patience. */
  public SamplingOptions within(Duration time) {
    return new SamplingOptions(seed, threads, recheckEvery, anyWaiter, weakMemory, time);
  }
}
