package dev.sharelock.queue;

/**
 * The word of one slot: which element was put there last, and by whom. Pure bit packing.
 *
 * <pre>
 *   63                   8 7    6      5  4    0
 *   +---------------------+---+--------+-+------+
 *   |         lap         | - | closed |-| seat |
 *   +---------------------+---+--------+-+------+
 * </pre>
 *
 * <p>The element at position {@code p} of a queue with {@code n} slots is in slot {@code p mod n},
 * in lap {@code p / n + 1}; lap 0 is before the first element. {@code closed}: no element follows
 * in this slot, nor anywhere else behind it. A slot word only ever grows in its lap, so none
 * recurs.
 */
final class SlotWord {
  private static final long CLOSED = 1 << 6;
  private static final int SEAT_MASK = 0x1F;

  private SlotWord() {}

  static long of(long lap, int seat) {
    return lap << 8 | seat;
  }

  static long lap(long word) {
    return word >>> 8;
  }

  static int seat(long word) {
    return (int) word & SEAT_MASK;
  }

  static boolean isClosed(long word) {
    return (word & CLOSED) != 0;
  }

  static long closed(long word) {
    return word | CLOSED;
  }
}
