package dev.sharelock.allocator;

/**
 * How many references this handle has to each block, in private memory. In shared memory all of
 * them are one bit.
 */
final class OwnReferences {
  private final Heap heap;
  private final int chunkUnits;
  private final int[][] counts;
  private long references;

  OwnReferences(Heap heap) {
    this.heap = heap;
    this.chunkUnits = heap.geometry().chunkUnits();
    this.counts = new int[heap.geometry().chunks()][];
  }

  int count(int unit) {
    int[] ofChunk = counts[heap.chunkOf(unit)];
    return ofChunk == null ? 0 : ofChunk[unit & chunkUnits - 1];
  }

  void add(int unit, int delta) {
    int chunk = heap.chunkOf(unit);
    int[] ofChunk = counts[chunk];
    if (ofChunk == null) {
      ofChunk = new int[chunkUnits];
      counts[chunk] = ofChunk;
    }
    ofChunk[unit & chunkUnits - 1] += delta;
    references += delta;
  }

  /** The number of references of this handle to all blocks. */
  long total() {
    return references;
  }
}
