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

  private final Heap heap;
  private final int self;
  private final int chunkShift;
  private final int unitShift;
  private final int largestUnits;
  private final int slabClasses;
  private final int[] ownClass;
  private final KeptBlocks[] kept;
  private final Tally tally;
  private long room;
  private long hits;

  /** Makes an empty cache. */
  Kept(Heap heap, int self, AllocatorOptions options) {
    HeapGeometry geometry = heap.geometry();
    this.heap = heap;
    this.self = self;
    this.tally = new Tally(heap, self);
    this.ownClass = new int[geometry.chunks()];
    Arrays.fill(ownClass, NOT_OWN);
    this.chunkShift = Integer.numberOfTrailingZeros(geometry.chunkUnits());
    this.unitShift = Integer.numberOfTrailingZeros(geometry.unitBytes());
    this.largestUnits = geometry.largestSlabUnits();
    this.slabClasses = SizeClasses.count(largestUnits);
    this.room = options.cacheBlocks() == 0 ? 0 : options.cacheBytes(geometry);
    int longestRun = (int) Math.min(geometry.chunks(), room / geometry.chunkBytes());
    // a block takes at least so much room that there are never too many
    long leastCost = Math.max(1, Math.ceilDiv(room, Math.max(1, options.cacheBlocks())));
    this.kept = new KeptBlocks[slabClasses + longestRun];
    for (int i = 0; i < kept.length; i++) {
      long size =
          i < slabClasses
              ? (long) SizeClasses.unitsOf(i) << unitShift
              : (i - slabClasses + 1) * geometry.chunkBytes();
      kept[i] = new KeptBlocks(size, Math.max(leastCost, size));
    }
  }

  /** The class of runs of a length; {@link #NOT_OWN} if such are never kept. */
  int classOfRun(long length) {
    return length <= kept.length - slabClasses ? slabClasses + (int) length - 1 : NOT_OWN;
  }

  /**
   * Takes a block of a size that is kept. Whoever notes the reference first, and then {@linkplain
   * #begin begins} the use, loads nothing anew.
   *
   * @return the id of its next use; {@link BlockId#NONE} if none is kept, or the size is unusual or
   *     impossible
   */
  long next(long bytes) {
    long units = (bytes - 1 >>> unitShift) + 1;
    int kind =
        units <= largestUnits
            ? SizeClasses.classOf((int) units)
            : classOfRun((units - 1 >>> chunkShift) + 1);
    long before = take(kind);
    if (before == BlockId.NONE) {
      return BlockId.NONE;
    }
    hits++;
    if (Tally.isTimeToPublish(hits)) {
      publish();
    }
    long id = before + BlockId.NEXT_GENERATION;
    int slack = (int) (kept[kind].size - bytes);
    if (kept[kind].changesSlack(slack)) {
      heap.setSlack(heap.unit(id), slack);
    }
    return id;
  }

  /** Begins the use of a block that was taken. */
  void begin(int unit, long id) {
    heap.begin(unit, BlockState.heldBy(BlockId.generation(id), self));
  }

  /**
   * Allocates a block of a class that is kept, whatever its exact size is going to be.
   *
   * @return its id; {@link BlockId#NONE} if none is kept
   */
  long allocateClass(int kind) {
    long before = take(kind);
    if (before == BlockId.NONE) {
      return BlockId.NONE;
    }
    kept[kind].forgetSlack();
    long id = before + BlockId.NEXT_GENERATION;
    begin(heap.unit(id), id);
    left(heap.unit(id));
    return id;
  }

  /** Frees a block that was kept. */
  void free(long id) {
    heap.free(id, self);
    left(heap.unit(id));
  }

  /** Counts a block that this holder has got, if it is in a slab or run of its own. */
  private void got(int unit) {
    int kind = ownClass[unit >>> chunkShift];
    if (kind >= 0) {
      tally.more(Math.min(kind, slabClasses), Math.max(1, kind - slabClasses + 1));
    }
  }

  /** Counts a block that this holder no longer has, neither in use nor kept. */
  void left(int unit) {
    int kind = ownClass[unit >>> chunkShift];
    if (kind >= 0) {
      tally.less(Math.min(kind, slabClasses), Math.max(1, kind - slabClasses + 1));
    }
  }

  /** Counts an allocation that is not served by {@link #next}. */
  void miss() {
    if (tally.miss()) {
      publish();
    }
  }

  /** Shows others what was counted. */
  void publish() {
    tally.publish(hits);
  }

  /**
   * Takes the block of a class that was released last.
   *
   * @return its unit with its even generation; {@link BlockId#NONE} if none is kept
   */
  long take(int kind) {
    if (kind < 0) {
      return BlockId.NONE;
    }
    KeptBlocks blocks = kept[kind];
    long id = blocks.take();
    if (id != BlockId.NONE) {
      room += blocks.cost;
    }
    return id;
  }

  /**
   * Ends the use of a block of a slab or run of this holder, and keeps it.
   *
   * @param unit where the block is
   * @param id the use that ends, whose only holder this one is, as is to be expected
   * @return false if that is not so, or there is no room for it
   */
  boolean keep(int unit, long id) {
    int kind = ownClass[unit >>> chunkShift];
    if (kind < 0) {
      return false;
    }
    KeptBlocks blocks = kept[kind];
    long before = BlockState.heldBy(BlockId.generation(id), self);
    if (blocks.cost > room || !heap.changeState(unit, before, BlockState.kept(before))) {
      return false;
    }
    room -= blocks.cost;
    blocks.add(id + BlockId.NEXT_GENERATION);
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

  /** Notes that this holder has got its first reference to a block, from elsewhere. */
  void gained(int unit) {
    if (ownClass[unit >>> chunkShift] >= 0) {
      confirm(unit);
      got(unit);
    }
  }

  /**
   * Makes sure that what is noted of a chunk is right, after this holder has got a block in it from
   * elsewhere: the chunk can have been given back and taken for something else since it was one of
   * this holder. As long as this holder has a block in it, it does not change any more; so there is
   * nothing to be asked when the block is released.
   */
  private void confirm(int unit) {
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
