package dev.sharelock.allocator;

/**
 * How a handle works. It concerns this handle alone; what all have in common is the {@link
 * HeapGeometry}.
 *
 * @param cacheBytes how much the handle may keep of what it has released, for its next allocations;
 *     0 for nothing, {@link #AUTOMATIC} for a share of the heap so small that all holders together
 *     keep at most a quarter
 * @param cacheBlocks how many blocks it may keep at the most
 * @param quarantineBlocks how many released blocks are watched before they are used again; 0 for
 *     none. A handle that watches does not keep blocks: it fills what it releases with a pattern,
 *     and complains when it changes
 */
public record AllocatorOptions(long cacheBytes, int cacheBlocks, int quarantineBlocks) {

  /** A size that is chosen by the size of the heap. */
  public static final long AUTOMATIC = -1;

  private static final int DEFAULT_BLOCKS = 1024;

  /**
   * Checks the numbers.
   *
   * @param cacheBytes as above
   * @param cacheBlocks as above
   * @param quarantineBlocks as above
   */
  public AllocatorOptions {
    if (cacheBytes < AUTOMATIC || cacheBlocks < 0 || quarantineBlocks < 0) {
      throw new IllegalArgumentException(
          "option of an allocator is negative: cacheBytes="
              + cacheBytes
              + ", cacheBlocks="
              + cacheBlocks
              + ", quarantineBlocks="
              + quarantineBlocks
              + "; do: use 0 for none");
    }
  }

  /**
   * The usual options: a cache of automatic size, no quarantine.
   *
   * @return the options
   */
  public static AllocatorOptions usual() {
    return new AllocatorOptions(AUTOMATIC, DEFAULT_BLOCKS, 0);
  }

  /**
   * Changes what the handle may keep.
   *
   * @param bytes how much at the most, or {@link #AUTOMATIC}
   * @param blocks how many blocks at the most
   * @return the changed options
   */
  public AllocatorOptions cache(long bytes, int blocks) {
    return new AllocatorOptions(bytes, blocks, quarantineBlocks);
  }

  /**
   * Watches released blocks for a while, to find out who uses them after their release or writes
   * beyond their end. For tests: it costs a pass over each block that is released.
   *
   * @param blocks how many blocks at a time
   * @return the changed options
   */
  public AllocatorOptions quarantine(int blocks) {
    return new AllocatorOptions(cacheBytes, cacheBlocks, blocks);
  }

  /** How many bytes may be kept of a heap. */
  long cacheBytes(HeapGeometry geometry) {
    if (quarantineBlocks > 0) {
      return 0;
    }
    return cacheBytes == AUTOMATIC ? geometry.dataBytes() / (4L * geometry.holders()) : cacheBytes;
  }
}
