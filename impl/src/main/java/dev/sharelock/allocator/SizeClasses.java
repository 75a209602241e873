package dev.sharelock.allocator;

/**
 * The block sizes that slabs come in, in units: 1 to 8, then four steps to each doubling, so that
 * at most a fifth of a block is lost to rounding up.
 */
final class SizeClasses {
  private static final int LINEAR = 8;
  private static final int STEPS = 4;

  private SizeClasses() {}

  /** The number of the smallest class whose blocks have at least so many units. */
  static int classOf(int units) {
    if (units <= LINEAR) {
      return units - 1;
    }
    int log = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(units - 1);
    int step = (units - 1 - (1 << log)) >> (log - 2);
    return LINEAR + (log - 3) * STEPS + step;
  }

  /** The number of units of the blocks of a class. */
  static int unitsOf(int sizeClass) {
    if (sizeClass < LINEAR) {
      return sizeClass + 1;
    }
    int log = 3 + (sizeClass - LINEAR) / STEPS;
    int step = (sizeClass - LINEAR) % STEPS;
    return (1 << log) + ((step + 1) << (log - 2));
  }

  /** How many classes have blocks of at most so many units. */
  static int count(int largestUnits) {
    int sizeClass = 0;
    while (unitsOf(sizeClass) <= largestUnits) {
      sizeClass++;
    }
    return sizeClass;
  }
}
