package dev.sharelock.segment;

/**
 * The state of a segment in one word. Pure bit packing.
 *
 * <pre>
 *   63          28  27    26   24 23    12 11     0
 *   +------------+-------+-------+--------+--------+
 *   |   epoch    | unsafe| phase | owner  | target |
 *   +------------+-------+-------+--------+--------+
 * </pre>
 *
 * <p>The epoch grows with every change, so a handle that has the word of its ownership can tell
 * whether anything has happened since. In flight, the owner is the sender.
 */
final class SegmentWord {
  static final int MOST_MEMBERS = 1 << 12;

  private static final int OWNER = 12;
  private static final int PHASE = 24;
  private static final int UNSAFE = 27;
  private static final int EPOCH = 28;
  private static final int MEMBER_MASK = MOST_MEMBERS - 1;

  private SegmentWord() {}

  static long epoch(long word) {
    return word >>> EPOCH;
  }

  static boolean isUnsafe(long word) {
    return (word >>> UNSAFE & 1) != 0;
  }

  static SegmentPhase phase(long word) {
    return SegmentPhase.of((int) (word >>> PHASE) & 7);
  }

  static int owner(long word) {
    return (int) (word >>> OWNER) & MEMBER_MASK;
  }

  static int target(long word) {
    return (int) word & MEMBER_MASK;
  }

  /** The next word: another phase with its owner and target, in the next epoch. */
  static long next(long word, SegmentPhase phase, int owner, int target) {
    return epoch(word) + 1 << EPOCH
        | word & 1L << UNSAFE
        | (long) phase.ordinal() << PHASE
        | (long) owner << OWNER
        | target;
  }

  static long withUnsafe(long word, boolean unsafe) {
    return word & ~(1L << UNSAFE) | (unsafe ? 1L << UNSAFE : 0);
  }
}
