package dev.sharelock.allocator;

import java.util.Arrays;

/**
 * The blocks of slabs that this holder has released and keeps for its next allocations, in private
 * memory. In shared memory each has an even generation and the bit of this holder, so nobody else
 * can allocate it, and recovery finds it if the holder dies.
 *
 * <p>Keeping a block saves the second of the two updates that a free block would need: to allocate
 * it again is one store, since nobody else may change a state that only this holder has its bit in
 * and that no id names.
 *
 * <p>This is the usual way to allocate and to release, and flat for the sake of speed: after a
 * compare-and-set the processor must load all it needs anew, each pointer after the one before.
 */
final class Kept {
  private static final int FIRST_LENGTH = 16;

  private final Heap heap;
  private final int self;
  private final int chunkShift;
  private final int unitShift;
  private final int largestUnits;
  private final byte[] ownSlabs;
  private final long[] costs;
  private final long leastCost;
  private final long[][] ids;
  private final int[] counts;
  private long room;

  /**
   * Makes an empty cache.
   *
   * @param ownSlabs the class of each chunk that is a slab of this holder; negative for the others
   */
  Kept(Heap heap, int self, AllocatorOptions options, byte[] ownSlabs) {
    HeapGeometry geometry = heap.geometry();
    this.heap = heap;
    this.self = self;
    this.ownSlabs = ownSlabs;
    this.chunkShift = Integer.numberOfTrailingZeros(geometry.chunkUnits());
    this.unitShift = Integer.numberOfTrailingZeros(geometry.unitBytes());
    this.largestUnits = geometry.largestSlabUnits();
    this.room = options.cacheBlocks() == 0 ? 0 : options.cacheBytes(geometry);
    this.leastCost = Math.max(1, Math.ceilDiv(room, Math.max(1, options.cacheBlocks())));
    this.counts = new int[SizeClasses.count(largestUnits)];
    this.ids = new long[counts.length][FIRST_LENGTH];
    this.costs = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      costs[i] = cost((long) SizeClasses.unitsOf(i) << unitShift);
    }
  }

  /** A block takes at least so much room that there are never too many. */
  private long cost(long bytes) {
    return Math.max(leastCost, bytes);
  }

  /**
   * Allocates a block of a size that is kept.
   *
   * @return its id; {@link BlockId#NONE} if none is kept, or the size is unusual or impossible
   */
  long allocate(long bytes) {
    long units = (bytes - 1 >>> unitShift) + 1;
    if (units > largestUnits) {
      return BlockId.NONE;
    }
    int sizeClass = SizeClasses.classOf((int) units);
    long id = allocateClass(sizeClass);
    if (id != BlockId.NONE) {
      long all = (long) SizeClasses.unitsOf(sizeClass) << unitShift;
      heap.setSlack(BlockId.unit(id), (int) (all - bytes));
    }
    return id;
  }

  /** Allocates a block of a class that is kept; {@link BlockId#NONE} if none is. */
  long allocateClass(int sizeClass) {
    long kept = take(sizeClass);
    if (kept == BlockId.NONE) {
      return BlockId.NONE;
    }
    long id = kept + BlockId.NEXT_GENERATION;
    heap.begin(BlockId.unit(id), BlockState.heldBy(BlockId.generation(id), self));
    return id;
  }

  /**
   * Takes the block of a class that was released last.
   *
   * @return its unit with its even generation; {@link BlockId#NONE} if none is kept
   */
  long take(int sizeClass) {
    int left = counts[sizeClass] - 1;
    if (left < 0) {
      return BlockId.NONE;
    }
    counts[sizeClass] = left;
    room += costs[sizeClass];
    return ids[sizeClass][left];
  }

  /**
   * Ends the use of a block of a slab of this holder, and keeps it.
   *
   * @param id the use that ends, whose only holder this one is, as is to be expected
   * @return false if that is not so, or there is no room for it
   */
  boolean keep(long id) {
    int unit = BlockId.unit(id);
    int sizeClass = ownSlabs[unit >>> chunkShift];
    if (sizeClass < 0 || costs[sizeClass] > room) {
      return false;
    }
    int generation = BlockId.generation(id);
    long before = BlockState.heldBy(generation, self);
    if (!heap.changeState(unit, before, BlockState.kept(before))) {
      return false;
    }
    room -= costs[sizeClass];
    int count = counts[sizeClass];
    if (count == ids[sizeClass].length) {
      ids[sizeClass] = Arrays.copyOf(ids[sizeClass], 2 * count);
    }
    ids[sizeClass][count] = id + BlockId.NEXT_GENERATION;
    counts[sizeClass] = count + 1;
    return true;
  }

  /**
   * Makes sure that what is noted of a chunk is right, after this holder has got a block in it from
   * elsewhere: the chunk can have been given back and taken for something else since it was a slab
   * of this holder. As long as this holder has a block in it, it does not change any more; so there
   * is nothing to be asked when the block is released.
   */
  void confirm(int unit) {
    int chunk = unit >>> chunkShift;
    int sizeClass = ownSlabs[chunk];
    if (sizeClass >= 0 && !ChunkWord.isSlab(heap.chunk(chunk), self, sizeClass)) {
      ownSlabs[chunk] = SlabSpace.NOT_OWN;
    }
  }

  boolean hasRoomForRun(long bytes) {
    return cost(bytes) <= room;
  }

  /** Accounts for a run that is kept. */
  void addRun(long bytes) {
    room -= cost(bytes);
  }

  /** Accounts for a run that is no longer kept. */
  void removeRun(long bytes) {
    room += cost(bytes);
  }
}
