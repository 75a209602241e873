package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.SLAB;

import java.util.Arrays;

/**
 * Finds free blocks of a size class: in the suggestions at hand, in the slabs of this holder, in a
 * new slab, and at last in the slabs of others.
 */
final class SlabSpace {
  /** How many suggestions one look around collects at the most. */
  private static final int BATCH = 256;

  private static final int NOT_OWN = -1;

  private final Heap heap;
  private final Chunks chunks;
  private final Hints hints;
  private final int self;
  private final FreeList[] free;
  private final byte[] ownClass;
  private final long[] seen;
  private final int[] cursors;

  SlabSpace(Heap heap, Chunks chunks, Hints hints, int self) {
    this.heap = heap;
    this.chunks = chunks;
    this.hints = hints;
    this.self = self;
    int classes = SizeClasses.count(heap.geometry().largestSlabUnits());
    this.free = new FreeList[classes];
    for (int i = 0; i < classes; i++) {
      free[i] = new FreeList();
    }
    this.cursors = new int[classes];
    this.seen = new long[heap.geometry().chunks()];
    this.ownClass = new byte[heap.geometry().chunks()];
    forgetOwn();
  }

  private void forgetOwn() {
    Arrays.fill(ownClass, (byte) NOT_OWN);
  }

  /**
   * Takes over as own what the chunk words say is own; after recovery has given this holder slabs.
   */
  void adoptSlab(int chunk, int sizeClass) {
    ownClass[chunk] = (byte) sizeClass;
    hints.cover(chunk);
  }

  /**
   * Allocates a block of a class.
   *
   * @return its id, or {@link BlockId#NONE}
   */
  long allocate(int sizeClass) {
    FreeList list = free[sizeClass];
    while (true) {
      while (!list.isEmpty()) {
        long id = list.pop();
        int unit = BlockId.unit(id);
        int generation = BlockId.generation(id);
        long held = BlockState.heldBy(generation, self);
        if (heap.changeState(unit, BlockState.free(generation), held) && isBlock(unit, held)) {
          return id;
        }
      }
      if (!refill(sizeClass, list)) {
        return BlockId.NONE;
      }
    }
  }

  /**
   * Makes sure that the unit just allocated is still the start of a block. The chunk can have been
   * given back and taken for something else since the suggestion was made, but no more from now on.
   */
  private boolean isBlock(int unit, long held) {
    int chunk = heap.chunkOf(unit);
    if (heap.chunk(chunk) == seen[chunk]) {
      return true;
    }
    ownClass[chunk] = NOT_OWN;
    heap.changeState(unit, held, BlockState.without(held, self));
    return false;
  }

  /** Suggests a block that this holder has just freed. */
  void suggest(int unit, int generation) {
    int sizeClass = ownClass[heap.chunkOf(unit)];
    if (sizeClass != NOT_OWN) {
      free[sizeClass].push(BlockId.of(unit, generation));
    }
  }

  private boolean refill(int sizeClass, FreeList list) {
    if (lookIntoOwn(sizeClass, list)) {
      return true;
    }
    int chunk = chunks.takeSlab(sizeClass);
    if (chunk >= 0) {
      ownClass[chunk] = (byte) sizeClass;
      collect(chunk, heap.chunk(chunk), list);
      return !list.isEmpty();
    }
    return lookIntoOthers(sizeClass, list);
  }

  private boolean lookIntoOwn(int sizeClass, FreeList list) {
    int count = heap.geometry().chunks();
    for (int i = 0; i < count && list.size() < BATCH; i++) {
      int chunk = (cursors[sizeClass] + i) % count;
      if (ownClass[chunk] == sizeClass) {
        collect(chunk, heap.chunk(chunk), list);
        if (!list.isEmpty()) {
          cursors[sizeClass] = (chunk + 1) % count;
          return true;
        }
      }
    }
    return false;
  }

  private boolean lookIntoOthers(int sizeClass, FreeList list) {
    for (int chunk = 0; chunk < heap.geometry().chunks(); chunk++) {
      long word = heap.chunk(chunk);
      if (ChunkWord.kind(word) == SLAB && ChunkWord.detail(word) == sizeClass) {
        hints.cover(chunk);
        collect(chunk, word, list);
        if (!list.isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Collects suggestions from a chunk, so that the first block is the first to be allocated. */
  private void collect(int chunk, long word, FreeList list) {
    int sizeClass = ChunkWord.detail(word);
    if (ChunkWord.kind(word) != SLAB || free[sizeClass] != list) {
      ownClass[chunk] = NOT_OWN;
      return;
    }
    seen[chunk] = word;
    int step = SizeClasses.unitsOf(sizeClass);
    int first = heap.firstUnit(chunk);
    int blocks = heap.geometry().chunkUnits() / step;
    for (int i = blocks - 1; i >= 0; i--) {
      int unit = first + i * step;
      long state = heap.glance(unit);
      if (BlockState.isFree(state)) {
        list.push(BlockId.of(unit, BlockState.generation(state)));
      }
    }
  }

  /** Gives all slabs of this holder back in which no block is allocated; returns how many. */
  int trim() {
    int given = 0;
    for (FreeList list : free) {
      list.clear();
    }
    for (int chunk = 0; chunk < ownClass.length; chunk++) {
      if (ownClass[chunk] != NOT_OWN && chunks.giveBack(chunk)) {
        ownClass[chunk] = NOT_OWN;
        given++;
      }
    }
    return given;
  }
}
