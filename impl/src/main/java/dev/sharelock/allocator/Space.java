package dev.sharelock.allocator;

/**
 * Where blocks come from and go to: slabs for small ones, runs of chunks for large ones. What this
 * holder releases it keeps, within bounds, and allocates again first.
 */
final class Space {
  private final Heap heap;
  private final Chunks chunks;
  private final Quarantine quarantine;
  private final Kept kept;
  private final SlabSpace slabs;
  private final RunSpace runs;
  private final int unitShift;
  private final int chunkShift;
  private final int largestSlabUnits;

  Space(Heap heap, Hints hints, AllocatorOptions options) {
    this.heap = heap;
    int self = hints.holder();
    this.chunks = new Chunks(heap, hints, self);
    this.kept = new Kept(heap, self, options);
    int watched = options.quarantineBlocks();
    this.quarantine = watched == 0 ? null : new Quarantine(heap, self, watched, kept);
    this.slabs = new SlabSpace(heap, chunks, hints, kept);
    this.runs = new RunSpace(heap, chunks, hints, kept);
    this.unitShift = Integer.numberOfTrailingZeros(heap.geometry().unitBytes());
    this.chunkShift = Integer.numberOfTrailingZeros(heap.geometry().chunkUnits());
    this.largestSlabUnits = heap.geometry().largestSlabUnits();
  }

  /**
   * Allocates a block for this holder.
   *
   * @param bytes its size
   * @param alignment a power of two; blocks are aligned to the unit in any case
   * @return its id, or {@link BlockId#NONE} if there is no room
   */
  long allocate(long bytes, int alignment) {
    kept.miss();
    long units = (bytes - 1 >>> unitShift) + 1;
    long id = find(units, alignment >>> unitShift);
    if (id != BlockId.NONE) {
      int unit = heap.unit(id);
      heap.setSlack(unit, (int) (heap.blockBytes(unit) - bytes));
      if (quarantine != null) {
        quarantine.begin(unit);
      }
    }
    return id;
  }

  private long find(long units, int alignUnits) {
    if (units > largestSlabUnits) {
      return fromRun(units);
    }
    int sizeClass = SizeClasses.classOf((int) units);
    return alignUnits <= 1 ? fromSlab(sizeClass) : fromAlignedSlab(sizeClass, alignUnits);
  }

  private long fromSlab(int sizeClass) {
    long id = slabs.allocate(sizeClass);
    if (id == BlockId.NONE && makeRoom()) {
      id = slabs.allocate(sizeClass);
    }
    return id == BlockId.NONE ? slabs.allocateLarger(sizeClass) : id;
  }

  /** All blocks of a slab are aligned if their size is a multiple of the alignment. */
  private long fromAlignedSlab(int atLeast, int alignUnits) {
    int sizeClass = atLeast;
    while (SizeClasses.unitsOf(sizeClass) % alignUnits != 0) {
      sizeClass++;
    }
    if (SizeClasses.unitsOf(sizeClass) > largestSlabUnits) {
      return fromRun(1);
    }
    long id = slabs.allocate(sizeClass);
    return id == BlockId.NONE && makeRoom() ? slabs.allocate(sizeClass) : id;
  }

  private long fromRun(long units) {
    int length = (int) (units - 1 >>> chunkShift) + 1;
    long id = runs.allocate(length);
    return id == BlockId.NONE && makeRoom() ? runs.allocate(length) : id;
  }

  /** Gives back every slab and run in which no block is allocated, of whomever. */
  private boolean makeRoom() {
    int given = drainQuarantine() + trim();
    for (int chunk = 0; chunk < heap.geometry().chunks(); chunk++) {
      given += chunks.giveBack(chunk) ? 1 : 0;
    }
    return given > 0;
  }

  /**
   * Ends the use of a block of a slab or a run and keeps it.
   *
   * @param state its state, in which this holder is the only one
   * @return false if that is not possible, or the state has just changed
   */
  boolean keep(int unit, long state) {
    if (quarantine != null) {
      return quarantine.take(unit, state);
    }
    return kept.keep(unit, heap.id(unit, BlockState.generation(state)));
  }

  /** Notes that this holder has freed a block, which it will use again first. */
  void suggest(int unit, long state) {
    if (slabs.ownClass(unit) >= 0) {
      slabs.suggest(unit, BlockState.generation(state));
      return;
    }
    int chunk = heap.chunkOf(unit);
    int length = runs.ownLength(chunk);
    if (length > 0) {
      runs.suggest(chunk, length);
    }
  }

  /** Takes over a slab or run that recovery has given to this holder. */
  void adopt(int chunk) {
    long word = heap.chunk(chunk);
    if (ChunkWord.kind(word) == ChunkWord.SLAB) {
      slabs.adoptSlab(chunk, ChunkWord.detail(word));
    } else if (ChunkWord.kind(word) == ChunkWord.RUN) {
      runs.suggest(chunk, ChunkWord.detail(word));
    }
  }

  /** Gives back what this holder keeps for itself; returns how many slabs and runs. */
  int trim() {
    drainQuarantine();
    return slabs.trim() + runs.trim();
  }

  private int drainQuarantine() {
    return quarantine == null ? 0 : quarantine.drain();
  }

  /** Throws what the quarantine has found. */
  void complain() {
    if (quarantine != null) {
      quarantine.complain();
    }
  }

  Kept kept() {
    return kept;
  }
}
