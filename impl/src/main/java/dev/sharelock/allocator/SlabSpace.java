package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.SLAB;

import java.util.Arrays;

/**
 * Finds blocks of a size class: among those that this holder keeps, in the suggestions at hand, in
 * the slabs of this holder, in a new slab, and at last in the slabs of others.
 */
final class SlabSpace {
  /** How many of its slabs a holder looks at before it takes another one. */
  private static final int FEW = 8;

  private final Heap heap;
  private final Chunks chunks;
  private final Hints hints;
  private final Kept kept;
  private final int self;
  private final FreeList[] free;
  private final long[] seen;
  private final OwnSlabs[] own;

  SlabSpace(Heap heap, Chunks chunks, Hints hints, Kept kept) {
    this.heap = heap;
    this.chunks = chunks;
    this.hints = hints;
    this.kept = kept;
    this.self = hints.holder();
    int classes = SizeClasses.count(heap.geometry().largestSlabUnits());
    this.free = new FreeList[classes];
    for (int i = 0; i < classes; i++) {
      free[i] = new FreeList();
    }
    this.own = new OwnSlabs[classes];
    Arrays.setAll(own, any -> new OwnSlabs());
    this.seen = new long[heap.geometry().chunks()];
  }

  /**
   * Takes over as own what the chunk words say is own; after recovery has given this holder slabs.
   */
  void adoptSlab(int chunk, int sizeClass) {
    hints.cover(chunk);
    own(chunk, sizeClass);
  }

  private void own(int chunk, int sizeClass) {
    kept.own(chunk, sizeClass);
    own[sizeClass].add(chunk);
  }

  /** The class of a block in a slab that is known to be this holder's; negative if it is not. */
  int ownClass(int unit) {
    return kept.slabClass(heap.chunkOf(unit));
  }

  /**
   * Allocates a block of a class.
   *
   * @return its id, or {@link BlockId#NONE}
   */
  long allocate(int sizeClass) {
    long again = kept.allocateClass(sizeClass);
    return again != BlockId.NONE ? again : allocateFree(sizeClass);
  }

  private long allocateFree(int sizeClass) {
    FreeList list = free[sizeClass];
    while (true) {
      long id = fromList(list);
      if (id != BlockId.NONE) {
        return id;
      }
      if (!refill(sizeClass, list)) {
        return BlockId.NONE;
      }
    }
  }

  private long fromList(FreeList list) {
    while (!list.isEmpty()) {
      long id = list.pop();
      int unit = heap.unit(id);
      long before = BlockState.free(BlockId.generation(id));
      long held = BlockState.begun(before, self);
      if (heap.changeState(unit, before, held) && isBlock(unit, held)) {
        return heap.id(unit, BlockState.generation(held));
      }
    }
    return BlockId.NONE;
  }

  /**
   * Allocates a block of a larger class than would be needed, where there is one already.
   *
   * @return its id, or {@link BlockId#NONE}
   */
  long allocateLarger(int sizeClass) {
    for (int larger = sizeClass + 1; larger < free.length; larger++) {
      FreeList list = free[larger];
      do {
        long id = fromList(list);
        if (id != BlockId.NONE) {
          return id;
        }
      } while (lookIntoOwn(larger, list, Integer.MAX_VALUE) || lookIntoOthers(larger, list));
    }
    return BlockId.NONE;
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
    kept.disown(chunk);
    heap.changeState(unit, held, BlockState.without(held, self));
    return false;
  }

  /** Suggests a block that this holder has just freed. */
  void suggest(int unit, int generation) {
    int sizeClass = ownClass(unit);
    if (sizeClass >= 0) {
      free[sizeClass].suggest(heap.id(unit, generation));
    }
  }

  private boolean refill(int sizeClass, FreeList list) {
    if (lookIntoOwn(sizeClass, list, FEW)) {
      return true;
    }
    int chunk = chunks.takeSlab(sizeClass);
    if (chunk >= 0) {
      own(chunk, sizeClass);
      collect(chunk, heap.chunk(chunk), list);
      return !list.isEmpty();
    }
    return lookIntoOwn(sizeClass, list, Integer.MAX_VALUE) || lookIntoOthers(sizeClass, list);
  }

  private boolean lookIntoOwn(int sizeClass, FreeList list, int most) {
    OwnSlabs slabs = own[sizeClass];
    for (int left = Math.min(most, slabs.count()); left > 0; left--) {
      int chunk = slabs.current();
      if (kept.slabClass(chunk) == sizeClass) {
        collect(chunk, heap.chunk(chunk), list);
      }
      if (kept.slabClass(chunk) == sizeClass) {
        slabs.next();
      } else {
        slabs.forgetCurrent();
      }
      if (!list.isEmpty()) {
        return true;
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
      kept.disown(chunk);
      return;
    }
    seen[chunk] = word;
    int step = SizeClasses.unitsOf(sizeClass);
    int first = heap.firstUnit(chunk);
    int blocks = heap.geometry().chunkUnits() / step;
    for (int i = blocks - 1; i >= 0; i--) {
      int unit = first + i * step;
      long state = heap.state(unit);
      if (BlockState.isFree(state)) {
        list.push(heap.id(unit, BlockState.generation(state)));
      }
    }
  }

  /** Frees the blocks that are kept; nothing keeps their chunks from being given back then. */
  private void freeKept() {
    for (int sizeClass = 0; sizeClass < free.length; sizeClass++) {
      long id = kept.take(sizeClass);
      while (id != BlockId.NONE) {
        kept.free(id);
        id = kept.take(sizeClass);
      }
    }
  }

  /** Gives all slabs of this holder back in which no block is allocated; returns how many. */
  int trim() {
    int given = 0;
    freeKept();
    for (FreeList list : free) {
      list.clear();
    }
    for (OwnSlabs slabs : own) {
      slabs.clear();
    }
    for (int chunk = 0; chunk < heap.geometry().chunks(); chunk++) {
      int sizeClass = kept.slabClass(chunk);
      if (sizeClass < 0) {
        continue;
      }
      if (chunks.giveBack(chunk)) {
        kept.disown(chunk);
        given++;
      } else {
        own[sizeClass].add(chunk);
      }
    }
    return given;
  }
}
