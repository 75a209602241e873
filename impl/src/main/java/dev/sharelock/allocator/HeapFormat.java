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
   * @param generation of the region: ids of heaps differ for sure if these differ in their first
   *     bits, see {@link BlockId}
   */
  public static void create(
      SharedMemory memory, long base, HeapGeometry geometry, long generation) {
    Heap.format(memory, base, geometry, generation);
  }

  /**
   * Tells how many bytes from the start of a heap its words take; its blocks follow.
   *
   * @param base the offset of the heap
   * @param geometry its sizes
   * @return the length of the words
   */
  public static long wordBytes(long base, HeapGeometry geometry) {
    return new HeapLayout(base, geometry).data(0) - base;
  }

  /**
   * Reads the sizes of a heap.
   *
   * @param memory where it is
   * @param base its offset
   * @return its geometry
   * @throws dev.sharelock.SharelockException if there is no heap
   */
  public static HeapGeometry geometry(SharedMemory memory, long base) {
    return Heap.readHeader(memory, base);
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
