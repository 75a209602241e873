package dev.sharelock.allocator;

/**
 * How many references this handle has to each block, and in which generation, in private memory. In
 * shared memory all references to one block are one bit.
 */
final class OwnReferences {
  private static final long GENERATION = 0xFFFF_FFFF_0000_0000L;

  private final int chunkShift;
  private final int unitMask;
  private final long[][] words;
  private long total;

  OwnReferences(HeapGeometry geometry) {
    this.chunkShift = Integer.numberOfTrailingZeros(geometry.chunkUnits());
    this.unitMask = geometry.chunkUnits() - 1;
    this.words = new long[geometry.chunks()][];
  }

  int count(int unit) {
    long[] ofChunk = words[unit >>> chunkShift];
    return ofChunk == null ? 0 : (int) ofChunk[unit & unitMask];
  }

  /** How many references there are to this use of a block; 0 also if there are some to another. */
  int count(int unit, long id) {
    long[] ofChunk = words[unit >>> chunkShift];
    long word = ofChunk == null ? 0 : ofChunk[unit & unitMask];
    return ((word ^ id) & GENERATION) == 0 ? (int) word : 0;
  }

  /** Adds the first reference to a use of a block. */
  void first(int unit, long id) {
    int chunk = unit >>> chunkShift;
    long[] ofChunk = words[chunk];
    if (ofChunk == null) {
      ofChunk = new long[unitMask + 1];
      words[chunk] = ofChunk;
    }
    ofChunk[unit & unitMask] = id & GENERATION | 1;
    total++;
  }

  /** Adds a reference where there is one. */
  void another(int unit) {
    words[unit >>> chunkShift][unit & unitMask]++;
    total++;
  }

  /** Takes a reference away; returns how many are left. */
  int less(int unit) {
    total--;
    return (int) --words[unit >>> chunkShift][unit & unitMask];
  }

  /** Takes all references to a block away. */
  void none(int unit) {
    total -= count(unit);
    words[unit >>> chunkShift][unit & unitMask] = 0;
  }

  /** The number of references of this handle to all blocks. */
  long total() {
    return total;
  }
}
