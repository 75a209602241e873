package dev.sharelock.allocator;

import java.util.Arrays;

/**
 * The blocks that this holder has released and keeps for its next allocations, in private memory:
 * those of its slabs by size class, and its runs of chunks by their length. In shared memory each
 * has an even generation and the bit of this holder, so nobody else can allocate it, and recovery
 * finds it if the holder dies.
 *
 * <p>Keeping a block saves the second of the two updates that a free block would need: to allocate
 * it again is one store, since nobody else may change a state that only this holder has its bit in
 * and that no id names.
 *
 * <p>This is the usual way to allocate and to release, and flat for the sake of speed: after a
 * compare-and-set the processor must load all it needs anew, each pointer after the one before.
 */
final class Kept {
  /** The class of a chunk that is neither slab nor run of this holder, or too large to be kept. */
  static final int NOT_OWN = -1;

  private static final int FIRST_LENGTH = 16;

  private final Heap heap;
  private final int self;
  private final int chunkShift;
  private final int unitShift;
  private final int largestUnits;
  private final int slabClasses;
  private final int[] ownClass;
  private final long[] sizes;
  private final long[] costs;
  private final long[][] ids;
  private final int[] counts;
  private long room;

  /** Makes an empty cache. */
  Kept(Heap heap, int self, AllocatorOptions options) {
    HeapGeometry geometry = heap.geometry();
    this.heap = heap;
    this.self = self;
    this.ownClass = new int[geometry.chunks()];
    Arrays.fill(ownClass, NOT_OWN);
    this.chunkShift = Integer.numberOfTrailingZeros(geometry.chunkUnits());
    this.unitShift = Integer.numberOfTrailingZeros(geometry.unitBytes());
    this.largestUnits = geometry.largestSlabUnits();
    this.slabClasses = SizeClasses.count(largestUnits);
    this.room = options.cacheBlocks() == 0 ? 0 : options.cacheBytes(geometry);
    int longestRun = (int) Math.min(geometry.chunks(), room / geometry.chunkBytes());
    this.counts = new int[slabClasses + longestRun];
    this.ids = new long[counts.length][0];
    this.sizes = new long[counts.length];
    this.costs = new long[counts.length];
    // a block takes at least so much room that there are never too many
    long leastCost = Math.max(1, Math.ceilDiv(room, Math.max(1, options.cacheBlocks())));
    for (int i = 0; i < counts.length; i++) {
      sizes[i] =
          i < slabClasses
              ? (long) SizeClasses.unitsOf(i) << unitShift
              : (i - slabClasses + 1) * geometry.chunkBytes();
      costs[i] = Math.max(leastCost, sizes[i]);
    }
  }

  /** The class of runs of a length; {@link #NOT_OWN} if such are never kept. */
  int classOfRun(long length) {
    return length <= counts.length - slabClasses ? slabClasses + (int) length - 1 : NOT_OWN;
  }

  /**
   * Allocates a block of a size that is kept.
   *
   * @return its id; {@link BlockId#NONE} if none is kept, or the size is unusual or impossible
   */
  long allocate(long bytes) {
    long units = (bytes - 1 >>> unitShift) + 1;
    int kind =
        units <= largestUnits
            ? SizeClasses.classOf((int) units)
            : classOfRun((units - 1 >>> chunkShift) + 1);
    long id = allocateClass(kind);
    if (id != BlockId.NONE) {
      heap.setSlack(heap.unit(id), (int) (sizes[kind] - bytes));
    }
    return id;
  }

  /** Allocates a block of a class that is kept; {@link BlockId#NONE} if none is. */
  long allocateClass(int kind) {
    long kept = take(kind);
    if (kept == BlockId.NONE) {
      return BlockId.NONE;
    }
    long id = kept + BlockId.NEXT_GENERATION;
    heap.begin(heap.unit(id), BlockState.heldBy(BlockId.generation(id), self));
    return id;
  }

  /**
   * Takes the block of a class that was released last.
   *
   * @return its unit with its even generation; {@link BlockId#NONE} if none is kept
   */
  long take(int kind) {
    int left = kind < 0 ? NOT_OWN : counts[kind] - 1;
    if (left < 0) {
      return BlockId.NONE;
    }
    counts[kind] = left;
    room += costs[kind];
    return ids[kind][left];
  }

  /**
   * Ends the use of a block of a slab or run of this holder, and keeps it.
   *
   * @param id the use that ends, whose only holder this one is, as is to be expected
   * @return false if that is not so, or there is no room for it
   */
  boolean keep(long id) {
    int unit = heap.unit(id);
    int kind = ownClass[unit >>> chunkShift];
    if (kind < 0 || costs[kind] > room) {
      return false;
    }
    long before = BlockState.heldBy(BlockId.generation(id), self);
    if (!heap.changeState(unit, before, BlockState.kept(before))) {
      return false;
    }
    room -= costs[kind];
    int count = counts[kind];
    if (count == ids[kind].length) {
      ids[kind] = Arrays.copyOf(ids[kind], Math.max(FIRST_LENGTH, 2 * count));
    }
    ids[kind][count] = id + BlockId.NEXT_GENERATION;
    counts[kind] = count + 1;
    return true;
  }

  /** The class of a chunk that is a slab of this holder, as far as it knows; else negative. */
  int slabClass(int chunk) {
    int kind = ownClass[chunk];
    return kind < slabClasses ? kind : NOT_OWN;
  }

  /** Notes that a chunk is a slab of this holder, or the first one of a run of it. */
  void own(int chunk, int kind) {
    ownClass[chunk] = kind;
  }

  /** Notes that a chunk is something else. */
  void disown(int chunk) {
    ownClass[chunk] = NOT_OWN;
  }

  /**
   * Makes sure that what is noted of a chunk is right, after this holder has got a block in it from
   * elsewhere: the chunk can have been given back and taken for something else since it was one of
   * this holder. As long as this holder has a block in it, it does not change any more; so there is
   * nothing to be asked when the block is released.
   */
  void confirm(int unit) {
    int chunk = unit >>> chunkShift;
    int kind = ownClass[chunk];
    if (kind < 0) {
      return;
    }
    long word = heap.chunk(chunk);
    boolean right =
        kind < slabClasses
            ? ChunkWord.is(word, ChunkWord.SLAB, self, kind)
            : ChunkWord.is(word, ChunkWord.RUN, self, kind - slabClasses + 1);
    if (!right) {
      ownClass[chunk] = NOT_OWN;
    }
  }
}
