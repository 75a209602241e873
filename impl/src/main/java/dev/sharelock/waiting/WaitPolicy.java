package dev.sharelock.waiting;

import dev.sharelock.environment.Deadline;

/**
 * How long a waiter sleeps before it looks around.
 *
 * @param sliceNanos how long one sleep may last before the waiter asks whether its peer is alive; a
 *     dead peer is noticed that late. {@link Deadline#NEVER} never asks: then only a wake-up or the
 *     caller's time-out ends a sleep
 */
public record WaitPolicy(long sliceNanos) {

  /** Looks around every 100 milliseconds. */
  public static final WaitPolicy DEFAULT = new WaitPolicy(100_000_000L);

  /** Sleeps until woken, so that a wake-up that is missing shows. */
  public static final WaitPolicy UNTIL_WOKEN = new WaitPolicy(Deadline.NEVER);

  /**
   * Checks the values.
   *
   * @param sliceNanos the length of one sleep, at least 1
   */
  public WaitPolicy {
    if (sliceNanos < 1) {
      throw new IllegalArgumentException(
          "wait policy is invalid: sliceNanos="
              + sliceNanos
              + "; do: pass at least 1, or use WaitPolicy.DEFAULT");
    }
  }
}
