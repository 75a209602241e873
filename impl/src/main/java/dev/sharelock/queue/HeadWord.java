package dev.sharelock.queue;

/**
 * The word at the front of the queue. Pure bit packing.
 *
 * <pre>
 *   63                          6 5        0
 *   +----------------------------+----------+
 *   |           count            | returned |
 *   +----------------------------+----------+
 * </pre>
 *
 * <p>{@code count mod 2n} is the position of the first element modulo {@code 2n}, for {@code n}
 * slots: taking an element adds 1. {@code returned} is 0, or 1 plus the seat whose returned element
 * is before all others. Returning an element adds {@code 2n} to the count, which leaves the
 * position as it is; so no word recurs, and a compare-and-set that succeeds proves that nothing has
 * happened in between.
 */
final class HeadWord {
  private static final int SHIFT = 6;
  private static final long RETURNED_MASK = (1L << SHIFT) - 1;

  private HeadWord() {}

  static long count(long word) {
    return word >>> SHIFT;
  }

  static int returned(long word) {
    return (int) (word & RETURNED_MASK);
  }

  /** The word when the first element of the ring was taken; nothing is returned. */
  static long taken(long word) {
    return word + (1L << SHIFT);
  }

  /** The word when an element was returned by a seat. */
  static long push(long word, long slots, int seat) {
    return count(word) + 2 * slots << SHIFT | seat + 1;
  }

  /** The word when the element that was returned last is taken again. */
  static long pop(long word, long next) {
    return word & ~RETURNED_MASK | next;
  }
}
