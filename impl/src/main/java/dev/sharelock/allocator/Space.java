package dev.sharelock.allocator;

import dev.sharelock.environment.Environment;

/** Where blocks come from and go to: slabs for small ones, runs of chunks for large ones. */
final class Space {
  private final Heap heap;
  private final Chunks chunks;
  private final SlabSpace slabs;
  private final RunSpace runs;
  private final int unitShift;
  private final int largestSlabUnits;

  Space(Heap heap, Environment environment, Hints hints) {
    int self = hints.holder();
    this.heap = heap;
    this.chunks = new Chunks(heap, environment, hints, self);
    this.slabs = new SlabSpace(heap, chunks, hints, self);
    this.runs = new RunSpace(heap, chunks, hints, self);
    this.unitShift = Integer.numberOfTrailingZeros(heap.geometry().unitBytes());
    this.largestSlabUnits = heap.geometry().largestSlabUnits();
  }

  /** Allocates a block for this holder; {@link BlockId#NONE} if there is no room. */
  long allocate(long bytes) {
    int units = (int) ((bytes - 1 >>> unitShift) + 1);
    return units <= largestSlabUnits ? fromSlab(units) : fromRun(units);
  }

  private long fromSlab(int units) {
    int sizeClass = SizeClasses.classOf(units);
    long id = slabs.allocate(sizeClass);
    if (id == BlockId.NONE && makeRoom()) {
      id = slabs.allocate(sizeClass);
    }
    return id;
  }

  private long fromRun(int units) {
    int chunkUnits = heap.geometry().chunkUnits();
    int length = (units + chunkUnits - 1) / chunkUnits;
    long id = runs.allocate(length);
    if (id == BlockId.NONE && makeRoom()) {
      id = runs.allocate(length);
    }
    return id;
  }

  /** Gives back every slab and run in which no block is allocated, of whomever. */
  private boolean makeRoom() {
    int given = trim();
    for (int chunk = 0; chunk < heap.geometry().chunks(); chunk++) {
      given += chunks.giveBack(chunk) ? 1 : 0;
    }
    return given > 0;
  }

  /** Notes that this holder has freed a block, which it will use again first. */
  void suggest(int unit, long state) {
    int chunk = heap.chunkOf(unit);
    int length = runLength(chunk);
    if (length > 0) {
      runs.suggest(chunk, length);
    } else {
      slabs.suggest(unit, BlockState.generation(state));
    }
  }

  private int runLength(int chunk) {
    long word = heap.chunk(chunk);
    return ChunkWord.kind(word) == ChunkWord.RUN ? ChunkWord.detail(word) : 0;
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
    return slabs.trim() + runs.trim();
  }

  /** How many bytes a block of this holder really has. */
  long roundedSize(int unit) {
    long word = heap.chunk(heap.chunkOf(unit));
    return ChunkWord.kind(word) == ChunkWord.SLAB
        ? (long) SizeClasses.unitsOf(ChunkWord.detail(word)) << unitShift
        : ChunkWord.detail(word) * heap.geometry().chunkBytes();
  }
}
