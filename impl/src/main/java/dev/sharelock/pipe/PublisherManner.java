package dev.sharelock.pipe;

import dev.sharelock.waiting.WaitPolicy;

/**
 * How a publisher deals with those who are slow.
 *
 * @param policy what to do about them
 * @param waits how to wait for them
 */
public record PublisherManner(SlowPolicy policy, WaitPolicy waits) {

  /**
   * Waits as usual.
   *
   * @param policy what to do about the slow
   * @return the manner
   */
  public static PublisherManner of(SlowPolicy policy) {
    return new PublisherManner(policy, WaitPolicy.DEFAULT);
  }
}
