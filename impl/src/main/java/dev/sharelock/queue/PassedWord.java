package dev.sharelock.queue;

/**
 * What a seat notes of a block that it has in hand: which one it is, and to which end of the queue
 * it goes. Pure bit packing.
 *
 * <pre>
 *   63            33  32  31           0
 *   +---------------+----+--------------+
 *   |  the id       | e  |  the id      |   e: it goes to the end, otherwise to the front
 *   +---------------+----+--------------+
 * </pre>
 *
 * <p>The bit is that of the generation which is set in every id.
 */
final class PassedWord {
  private static final long TO_END = 1L << 32;

  private PassedWord() {}

  static long toEnd(long block) {
    return block | TO_END;
  }

  static long toFront(long block) {
    return block & ~TO_END;
  }

  static boolean isToFront(long word) {
    return (word & TO_END) == 0;
  }

  static long block(long word) {
    return word | TO_END;
  }
}
