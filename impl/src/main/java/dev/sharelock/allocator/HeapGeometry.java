package dev.sharelock.allocator;

/**
 * The sizes that a heap is made with.
 *
 * @param unitBytes the smallest block and the alignment of all blocks, a power of two of at least
 *     64
 * @param chunkUnits how many units a chunk has, a power of two of at least 2 and at most 65536, for
 *     at most 2^30 bytes; chunks are what slabs and large blocks are made of
 * @param chunks how many chunks there are, at least 1
 * @param holders how many participants can use the heap at a time, 1 to 32
 * @param outbox how many references each of them can have on the way to others, 1 to 64
 */
public record HeapGeometry(int unitBytes, int chunkUnits, int chunks, int holders, int outbox) {
  private static final int DEFAULT_UNIT = 64;
  private static final int DEFAULT_CHUNK_UNITS = 1024;
  private static final int DEFAULT_OUTBOX = 64;

  /**
   * Checks the sizes.
   *
   * @param unitBytes as above
   * @param chunkUnits as above
   * @param chunks as above
   * @param holders as above
   * @param outbox as above
   */
  public HeapGeometry {
    requirePowerOfTwo("unitBytes", unitBytes, 64, 1 << 20);
    requirePowerOfTwo("chunkUnits", chunkUnits, 2, 1 << 16);
    requireRange("chunkBytes", (long) unitBytes * chunkUnits, 1, 1 << 30);
    requireRange("chunks", chunks, 1, Integer.MAX_VALUE / chunkUnits);
    requireRange("holders", holders, 1, BlockState.HOLDERS);
    requireRange("outbox", outbox, 1, 64);
  }

  /**
   * Changes the smallest block, and with it the alignment of all blocks, so that there is at least
   * as much room for data.
   *
   * @param bytes a power of two of at least 64
   * @return the changed geometry
   */
  public HeapGeometry units(int bytes) {
    requirePowerOfTwo("unitBytes", bytes, 64, 1 << 20);
    long data = dataBytes();
    long chunkBytes = (long) bytes * chunkUnits;
    long count = Math.max(1, (data + chunkBytes - 1) / chunkBytes);
    return new HeapGeometry(bytes, chunkUnits, (int) count, holders, outbox);
  }

  /**
   * Changes how many participants can use the heap.
   *
   * @param count how many at a time, 1 to 32
   * @return the changed geometry
   */
  public HeapGeometry holders(int count) {
    return new HeapGeometry(unitBytes, chunkUnits, chunks, count, outbox);
  }

  /**
   * The usual sizes: units of 64 bytes, chunks of 64 KiB, 32 holders.
   *
   * @param dataBytes how many bytes of blocks the heap should have at least
   * @return the geometry
   * @throws IllegalArgumentException if it is negative or too large
   */
  public static HeapGeometry forBytes(long dataBytes) {
    requireRange("bytes", dataBytes, 0, Long.MAX_VALUE - Integer.MAX_VALUE);
    long chunkBytes = (long) DEFAULT_UNIT * DEFAULT_CHUNK_UNITS;
    long chunks = Math.max(1, (dataBytes + chunkBytes - 1) / chunkBytes);
    requireRange("chunks", chunks, 1, Integer.MAX_VALUE / DEFAULT_CHUNK_UNITS);
    return new HeapGeometry(
        DEFAULT_UNIT, DEFAULT_CHUNK_UNITS, (int) chunks, BlockState.HOLDERS, DEFAULT_OUTBOX);
  }

  private static void requirePowerOfTwo(String name, long value, long least, long most) {
    requireRange(name, value, least, most);
    if (Long.bitCount(value) != 1) {
      throw new IllegalArgumentException(
          "heap size is no power of two: " + name + "=" + value + "; do: round it up");
    }
  }

  private static void requireRange(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "heap size is out of range: "
              + name
              + "="
              + value
              + ", least="
              + least
              + ", most="
              + most
              + "; do: choose one in between");
    }
  }

  /**
   * Tells how many blocks of the smallest size fit.
   *
   * @return the number of units
   */
  public int units() {
    return chunks * chunkUnits;
  }

  /**
   * Tells how large a chunk is.
   *
   * @return the size in bytes
   */
  public long chunkBytes() {
    return (long) unitBytes * chunkUnits;
  }

  /**
   * Tells how much room there is for blocks.
   *
   * @return the size in bytes
   */
  public long dataBytes() {
    return chunkBytes() * chunks;
  }

  /**
   * Tells how much memory the heap takes altogether.
   *
   * @return the size in bytes
   */
  public long bytes() {
    return HeapLayout.most(this);
  }

  /**
   * Tells to which alignment blocks can be allocated.
   *
   * @return the largest alignment in bytes, a power of two
   */
  public int largestAlignment() {
    return HeapLayout.alignment(this);
  }

  /** The largest block that is cut from a slab; larger ones are runs of chunks. */
  int largestSlabUnits() {
    return Math.max(1, chunkUnits / 4);
  }
}
