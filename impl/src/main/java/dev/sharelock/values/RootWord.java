package dev.sharelock.values;

/**
 * The root word of a variable: which value it has, and who has the transaction. Pure bit packing.
 *
 * <pre>
 *   63           16 15    8 7       6    1 0
 *   +--------------+-------+---------+------+------+
 *   |   version    | owner | waiting | place| side |
 *   +--------------+-------+---------+------+------+
 * </pre>
 *
 * <p>The value is the id on one of the two sides of one place. The owner of the transaction is a
 * place plus 1, or 0 for nobody. The version grows whenever a transaction begins or ends by force,
 * and whenever the value changes; so no word but for its waiting flag comes back.
 */
final class RootWord {
  static final int MOST_PLACES = 64;

  private static final long WAITING = 1 << 7;
  private static final int OWNER_SHIFT = 8;
  private static final int VERSION_SHIFT = 16;
  private static final long OWNER = 0xFFL << OWNER_SHIFT;
  private static final long VALUE = 0x7F;

  private RootWord() {}

  static int place(long word) {
    return (int) (word & VALUE) >> 1;
  }

  static int side(long word) {
    return (int) word & 1;
  }

  /** The place of who has the transaction; -1 if nobody does. */
  static int owner(long word) {
    return (int) ((word & OWNER) >>> OWNER_SHIFT) - 1;
  }

  static long version(long word) {
    return word >>> VERSION_SHIFT;
  }

  static boolean isWaiting(long word) {
    return (word & WAITING) != 0;
  }

  static long waiting(long word) {
    return word | WAITING;
  }

  static boolean isCurrent(long word, int place, int side) {
    return (word & VALUE) == (place << 1 | side);
  }

  /** The word with another value, in the next version, without a transaction. */
  static long committed(long word, int place, int side) {
    return next(word) | place << 1 | side;
  }

  /** The word when a place has begun a transaction; who waits still waits. */
  static long begun(long word, int place) {
    return next(word) | (place + 1L) << OWNER_SHIFT | word & (WAITING | VALUE);
  }

  /** The word when the owner has ended its transaction. */
  static long ended(long word) {
    return word & ~(OWNER | WAITING);
  }

  /** The word when somebody else has ended the transaction. */
  static long broken(long word) {
    return next(word) | word & VALUE;
  }

  /** Whether a transaction goes on, whoever waits meanwhile. */
  static boolean isSame(long word, long begun) {
    return (word & ~WAITING) == (begun & ~WAITING);
  }

  private static long next(long word) {
    return version(word) + 1 << VERSION_SHIFT;
  }

  static String text(long word) {
    return "{version="
        + version(word)
        + ", owner="
        + owner(word)
        + ", place="
        + place(word)
        + ", side="
        + side(word)
        + (isWaiting(word) ? ", waiting}" : "}");
  }
}
