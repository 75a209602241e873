package dev.sharelock.named;

import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.QueueLayout;

/**
 * How large a queue is; the same for all who open it.
 *
 * @param capacity how many values fit
 * @param seats how many handles can be open at a time
 * @param words how many words of 64 bits a value has
 */
public record QueueShape(int capacity, int seats, int words) {
  private static final int DEFAULT_SEATS = 16;

  /**
   * A queue of values of one word, for up to 16 handles at a time.
   *
   * @param capacity how many values fit
   * @return the shape
   */
  public static QueueShape of(int capacity) {
    return new QueueShape(capacity, DEFAULT_SEATS, 1);
  }

  /**
   * A queue of references to blocks, for up to 16 handles at a time.
   *
   * @param capacity how many references fit
   * @return the shape
   */
  public static QueueShape ofBlocks(int capacity) {
    return new QueueShape(capacity, DEFAULT_SEATS, BlockQueue.WORDS);
  }

  QueueLayout at(long base) {
    return new QueueLayout(base, capacity, seats, words);
  }
}
