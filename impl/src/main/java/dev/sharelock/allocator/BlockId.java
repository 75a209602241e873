package dev.sharelock.allocator;

/**
 * Names one use of one block: its position and its generation, in one 64-bit number that can be
 * sent to others. Pure bit packing.
 *
 * <pre>
 *   63            32 31             0
 *   +---------------+---------------+
 *   |  generation   |     unit      |
 *   +---------------+---------------+
 * </pre>
 *
 * <p>The generation is the <i>reuse count</i> of the published designs. It changes when a use of
 * the block begins and when it ends, so an id never names a later use of the same block until 2^31
 * uses have passed. It is odd in every id, so no id is 0.
 */
public final class BlockId {

  /** The number that names no block. */
  public static final long NONE = 0;

  /** What makes an id into that of the next generation. */
  static final long NEXT_GENERATION = 1L << 32;

  private BlockId() {}

  static long of(int unit, int generation) {
    return (long) generation << 32 | unit & 0xFFFF_FFFFL;
  }

  /**
   * Extracts the position.
   *
   * @param id a block id
   * @return the number of the block's first unit in its heap; meaningless for a number that is no
   *     id
   */
  public static int unit(long id) {
    return (int) id;
  }

  /**
   * Extracts the generation.
   *
   * @param id a block id
   * @return the generation, an unsigned number
   */
  public static int generation(long id) {
    return (int) (id >>> 32);
  }

  /**
   * Formats an id for messages.
   *
   * @param id a block id
   * @return for example {@code 17#4}, unit and generation
   */
  public static String text(long id) {
    return Integer.toUnsignedString(unit(id)) + "#" + Integer.toUnsignedString(generation(id));
  }
}
