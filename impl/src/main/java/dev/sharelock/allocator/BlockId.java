package dev.sharelock.allocator;

/**
 * Names one use of one block of one heap: the tag of the heap, the position and the generation, in
 * one 64-bit number that can be sent to others. Pure bit packing.
 *
 * <pre>
 *   63            32 31    u u-1    0
 *   +---------------+-------+-------+
 *   |  generation   |  tag  | unit  |   units fit into u bits
 *   +---------------+-------+-------+
 * </pre>
 *
 * <p>The generation is the <i>reuse count</i> of the published designs. It changes when a use of
 * the block begins and when it ends, so an id never names a later use of the same block until 2^31
 * uses have passed. It is odd in every id, so no id is 0.
 *
 * <p>The tag is the first 32 - u bits of the generation of the region, which no two regions of one
 * directory have in common up to 8 bits, as long as there are not more than 128 of them and the
 * file system has locks. So an id of another region is refused, always, if both heaps have at most
 * 2^24 units, which is 1 GiB in units of 64 bytes. Otherwise, and between heaps within one region,
 * an id of another heap is refused for its tag or for its generation, unless both are the same by
 * chance, which happens to one in 2^(63 - u).
 */
public final class BlockId {

  /** The number that names no block. */
  public static final long NONE = 0;

  /** What makes an id into that of the next generation. */
  static final long NEXT_GENERATION = 1L << 32;

  private BlockId() {}

  /** The tag of a heap: what is left of 32 bits beside its units. */
  static int tag(long generation, int units) {
    return (int) (generation >>> 32) & -Integer.highestOneBit(Math.max(1, units - 1)) << 1;
  }

  static long of(int position, int generation) {
    return (long) generation << 32 | position & 0xFFFF_FFFFL;
  }

  /** Tag and unit. */
  static int position(long id) {
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
   * @return for example {@code 17#4}, tag with unit, and generation
   */
  public static String text(long id) {
    return Integer.toUnsignedString(position(id)) + "#" + Integer.toUnsignedString(generation(id));
  }
}
