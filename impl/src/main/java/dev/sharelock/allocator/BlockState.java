package dev.sharelock.allocator;

/**
 * The state word of a block: who holds it, in which generation. Pure bit packing.
 *
 * <pre>
 *   63            32 31             0
 *   +---------------+---------------+
 *   |  generation   |    holders    |   bit h: holder h has at least one reference
 *   +---------------+---------------+
 * </pre>
 *
 * <p>The generation is odd while the block is in use and even while it is not: it grows by one when
 * a use begins and when it ends. So ids have odd generations, and no id names a block that nobody
 * uses.
 *
 * <pre>
 *   generation  holders   the block
 *   odd         some      is in use, by these
 *   even        none      is free: anybody may allocate it
 *   even        one       is kept by that holder for its next allocation, or to give its chunk back
 * </pre>
 *
 * <p>Generation and references change in one store, so no observer can see one without the other.
 * Each holder has a bit of its own rather than a share in a count: that a reference is taken or
 * returned is visible in the word itself, whoever looks, and returning it twice has no effect.
 */
final class BlockState {

  /** How many holders a heap can have. */
  static final int HOLDERS = Integer.SIZE;

  private BlockState() {}

  static long free(int generation) {
    return (long) generation << 32;
  }

  static long heldBy(int generation, int holder) {
    return free(generation) | bit(holder);
  }

  static long bit(int holder) {
    return 1L << holder;
  }

  static int generation(long state) {
    return (int) (state >>> 32);
  }

  static int holders(long state) {
    return (int) state;
  }

  static boolean isFree(long state) {
    return (int) state == 0;
  }

  static boolean isInUse(long state) {
    return isUse(generation(state));
  }

  /** Whether a generation is one in which blocks are in use. */
  static boolean isUse(int generation) {
    return (generation & 1) != 0;
  }

  static boolean isHeldBy(long state, int holder) {
    return (state & bit(holder)) != 0;
  }

  static boolean isHeldOnlyBy(long state, int holder) {
    return (state & 0xFFFF_FFFFL) == bit(holder);
  }

  static long with(long state, int holder) {
    return state | bit(holder);
  }

  /** A free or kept block put to use by one holder. */
  static long begun(long state, int holder) {
    return heldBy(generation(state) + 1, holder);
  }

  /** A block whose only holder ends its use and keeps it. */
  static long kept(long state) {
    return state + (1L << 32);
  }

  /** A block whose only holder ends its use and begins the next one with the same content. */
  static long sealed(long state) {
    return state + (2L << 32);
  }

  /**
   * The state when a holder has returned its references: free, in the next even generation, if it
   * was the last.
   */
  static long without(long state, int holder) {
    long left = state & ~bit(holder);
    return isFree(left) ? free((generation(state) | 1) + 1) : left;
  }

  /** The state when the references of one holder have moved to another one. */
  static long moved(long state, int from, int to) {
    return state & ~bit(from) | bit(to);
  }
}
