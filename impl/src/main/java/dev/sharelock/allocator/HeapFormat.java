package dev.sharelock.allocator;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;

/** Makes heaps. */
public final class HeapFormat {
  private HeapFormat() {}

  /**
   * Builds an empty heap in zeroed memory that nobody else uses yet. Its last store makes it known.
   *
   * @param memory where
   * @param base the offset of the heap, a multiple of 128
   * @param geometry its sizes
   * @param generation a number by which ids of this heap differ from those of other heaps
   */
  public static void create(
      SharedMemory memory, long base, HeapGeometry geometry, long generation) {
    Heap.format(memory, base, geometry, Long.hashCode(generation));
  }

  /**
   * Names the fields of a heap for traces.
   *
   * @param base the offset of the heap
   * @param geometry its sizes
   * @param names receives the names
   */
  public static void describe(long base, HeapGeometry geometry, FieldNames names) {
    new HeapLayout(base, geometry).describe("heap", names);
  }
}
