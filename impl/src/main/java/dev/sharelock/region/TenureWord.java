package dev.sharelock.region;

/**
 * The tenure word of a participant slot: in the lowest bit whether the tenure is open, above it its
 * number. Tenures are numbered from 1 and never repeat; 0 is the slot that was never used.
 */
final class TenureWord {

  private TenureWord() {}

  static long open(long tenure) {
    return tenure << 1 | 1;
  }

  static long closed(long tenure) {
    return tenure << 1;
  }

  static long tenure(long word) {
    return word >>> 1;
  }

  static boolean isOpen(long word) {
    return (word & 1) != 0;
  }
}
