package dev.sharelock.pipe;

import dev.sharelock.environment.Deadline;

/**
 * What a publisher does about subscribers that have no room for another value.
 *
 * @param kind what it does
 * @param patienceNanos how long it waits before it drops them; {@link Deadline#NEVER} unless it
 *     drops
 */
public record SlowPolicy(Kind kind, long patienceNanos) {
  /** The ways of dealing with the slow. */
  public enum Kind {
    /** It waits for them, as long as the caller wants: nobody misses anything. */
    BLOCK,
    /** It waits a while, and then they are subscribers no more. */
    DROP,
    /** They lose the oldest values that they have not taken, and get the newest. */
    CONFLATE
  }

  /** Waits for the slow. */
  public static final SlowPolicy BLOCK = new SlowPolicy(Kind.BLOCK, Deadline.NEVER);

  /** Replaces the oldest values of the slow. */
  public static final SlowPolicy CONFLATE = new SlowPolicy(Kind.CONFLATE, Deadline.NEVER);

  /**
   * Checks the parts.
   *
   * @param kind what it does
   * @param patienceNanos how long it waits
   */
  public SlowPolicy {
    if (patienceNanos < 0 || kind != Kind.DROP && patienceNanos != Deadline.NEVER) {
      throw new IllegalArgumentException(
          "policy is invalid: kind="
              + kind
              + ", patienceNanos="
              + patienceNanos
              + "; do: use BLOCK, CONFLATE or dropAfter(nanos)");
    }
  }

  /**
   * Drops whoever has no room for so long.
   *
   * @param patienceNanos how long to wait with each value, at least 0
   * @return the policy
   */
  public static SlowPolicy dropAfter(long patienceNanos) {
    return new SlowPolicy(Kind.DROP, patienceNanos);
  }
}
