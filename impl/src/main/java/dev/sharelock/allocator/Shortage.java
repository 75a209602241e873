package dev.sharelock.allocator;

/**
 * Why an allocation found no memory.
 *
 * @param requestedBytes what was asked for
 * @param freeBytes how many bytes of the heap are in no allocated block, in pieces
 * @param largestRunBytes the largest piece that could have been allocated
 * @param keptBytes how many bytes holders keep for their next allocations
 */
public record Shortage(long requestedBytes, long freeBytes, long largestRunBytes, long keptBytes) {

  /** Looks at a heap in which there was no room. */
  static Shortage of(Heap heap, long requestedBytes) {
    HeapStatistics seen = HeapStatistics.of(heap);
    long chunkBytes = seen.dataBytes() / seen.chunks();
    long freeBytes = seen.freeChunks() * chunkBytes;
    long largest = seen.largestFreeBytes();
    long keptBytes = 0;
    for (HeapStatistics.SizeUse size : seen.sizes()) {
      int free = size.blocks() - size.inUse() - size.kept();
      freeBytes += free * size.blockBytes();
      keptBytes += size.kept() * size.blockBytes();
      largest = free > 0 ? Math.max(largest, size.blockBytes()) : largest;
    }
    return new Shortage(requestedBytes, freeBytes, largest, keptBytes);
  }

  @Override
  public String toString() {
    return "requestedBytes="
        + requestedBytes
        + ", freeBytes="
        + freeBytes
        + ", largestRunBytes="
        + largestRunBytes
        + ", keptBytes="
        + keptBytes;
  }
}
