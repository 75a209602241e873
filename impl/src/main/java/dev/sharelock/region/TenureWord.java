package dev.sharelock.region;

/**
 * The tenure word of a participant slot. Pure bit packing.
 *
 * <pre>
 *   63                    2     1       0
 *   +----------------------+---------+------+
 *   |        tenure        | evicted | open |
 *   +----------------------+---------+------+
 * </pre>
 *
 * <p>Tenures are numbered from 1 and never repeat; 0 is the slot that was never used. A tenure is
 * evicted only while it is open.
 */
final class TenureWord {

  private static final long OPEN = 1;
  private static final long EVICTED = 2;
  private static final int TENURE = 2;

  private TenureWord() {}

  static long open(long tenure) {
    return closed(tenure) | OPEN;
  }

  static long evicted(long tenure) {
    return open(tenure) | EVICTED;
  }

  static long closed(long tenure) {
    return tenure << TENURE;
  }

  static long tenure(long word) {
    return word >>> TENURE;
  }

  static boolean isOpen(long word) {
    return (word & OPEN) != 0;
  }

  static boolean isEvicted(long word) {
    return (word & EVICTED) != 0;
  }

  /** Whether a tenure is open, by its owner or by one who was evicted. */
  static boolean isOpen(long word, long tenure) {
    return isOpen(word) && tenure(word) == tenure;
  }
}
