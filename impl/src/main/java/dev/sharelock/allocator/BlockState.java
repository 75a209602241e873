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

  static boolean isHeldBy(long state, int holder) {
    return (state & bit(holder)) != 0;
  }

  static long with(long state, int holder) {
    return state | bit(holder);
  }

  /**
   * The state when a holder has returned its references: free, in the next generation, if it was
   * the last.
   */
  static long without(long state, int holder) {
    long left = state & ~bit(holder);
    return isFree(left) ? free(next(generation(state))) : left;
  }

  /** The state when the references of one holder have moved to another one. */
  static long moved(long state, int from, int to) {
    return state & ~bit(from) | bit(to);
  }

  /** The generation after this one; never 0. */
  static int next(int generation) {
    return generation == -1 ? 1 : generation + 1;
  }
}
