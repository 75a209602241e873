package dev.sharelock.queue;

import dev.sharelock.waiting.WaitPolicy;
import java.util.Objects;

/**
 * How a participant uses a queue of blocks.
 *
 * @param delivery what becomes of a block if this participant dies after it has taken it
 * @param policy how to wait
 * @param watch what else ends an operation that cannot be done now
 */
public record QueueManner(Delivery delivery, WaitPolicy policy, Watch watch) {

  /**
   * Requires all of them.
   *
   * @param delivery as above
   * @param policy as above
   * @param watch as above
   */
  public QueueManner {
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(watch, "watch");
  }

  /**
   * Waits as usual, and for nothing else.
   *
   * @param delivery what becomes of a block if this participant dies after it has taken it
   * @return the manner
   */
  public static QueueManner of(Delivery delivery) {
    return new QueueManner(delivery, WaitPolicy.DEFAULT, Watch.NOTHING);
  }
}
