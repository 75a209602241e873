package dev.sharelock.model.engine;

import java.time.Duration;

/**
 * How much an engine may do; asked on every step.
 *
 * @param time the time it may take
 * @param executions how many executions it may run
 * @param steps how many steps one execution may have before it counts as a livelock
 */
public record Budget(Duration time, long executions, int steps) {

  /** The budget of {@code mvn verify} for one scenario. */
  public static final Budget QUICK = new Budget(Duration.ofSeconds(5), 20_000, 20_000);

  /**
   * How many workers of those that are wanted may share one exploration: only one where executions
   * are counted, since which of them several look at first is not certain.
   */
  public int workers(int wanted) {
    return executions == Long.MAX_VALUE ? wanted : 1;
  }
}
