package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.RUN;

/**
 * Finds room for blocks that are too large for slabs: runs of chunks. A run that was freed stays a
 * run for a while and is used again for the same number of chunks.
 */
final class RunSpace {
  /** More than this is forgotten; a look at the chunks finds it again. */
  private static final int MOST_IDLE = 1024;

  /** How many of its runs a holder looks at before it forms another one. */
  private static final int REMEMBERED = 32;

  private final Heap heap;
  private final Chunks chunks;
  private final Hints hints;
  private final Kept kept;
  private final int self;
  private final IdleRuns idle = new IdleRuns();
  private final int[] formed = new int[REMEMBERED];
  private int formedCount;
  private int nextFormed;

  RunSpace(Heap heap, Chunks chunks, Hints hints, Kept kept) {
    this.heap = heap;
    this.chunks = chunks;
    this.hints = hints;
    this.kept = kept;
    this.self = hints.holder();
  }

  /**
   * Allocates a block of a number of chunks.
   *
   * @return its id, or {@link BlockId#NONE}
   */
  long allocate(int length) {
    long again = kept.allocateClass(kept.classOfRun(length));
    if (again == BlockId.NONE) {
      again = fromIdle(length);
    }
    if (again != BlockId.NONE) {
      return again;
    }
    long back = fromFormed(length);
    if (back != BlockId.NONE) {
      return back;
    }
    int head = chunks.takeRun(length);
    if (head >= 0) {
      remember(head);
      long id = take(head, length);
      if (id != BlockId.NONE) {
        return id;
      }
    }
    return fromAnybody(length);
  }

  private void remember(int head) {
    formed[nextFormed] = head;
    nextFormed = (nextFormed + 1) % REMEMBERED;
    formedCount = Math.min(formedCount + 1, REMEMBERED);
  }

  /** Looks whether others have released one of the runs that this holder has formed last. */
  private long fromFormed(int length) {
    for (int i = 0; i < formedCount; i++) {
      int head = formed[i];
      if (BlockState.isFree(heap.state(heap.firstUnit(head))) && ownLength(head) == length) {
        long id = take(head, length);
        if (id != BlockId.NONE) {
          return id;
        }
      }
    }
    return BlockId.NONE;
  }

  /** The length of the run of this holder whose head a chunk is; 0 if it is none. */
  int ownLength(int head) {
    long word = heap.chunk(head);
    boolean own = ChunkWord.kind(word) == RUN && ChunkWord.holder(word) == self;
    return own ? ChunkWord.detail(word) : 0;
  }

  private long fromIdle(int length) {
    int index = idle.find(length);
    while (index >= 0) {
      int head = idle.head(index);
      idle.remove(index);
      long id = take(head, length);
      if (id != BlockId.NONE) {
        return id;
      }
      index = idle.find(length);
    }
    return BlockId.NONE;
  }

  private long fromAnybody(int length) {
    for (int chunk = 0; chunk < heap.geometry().chunks(); chunk++) {
      long word = heap.chunk(chunk);
      if (ChunkWord.kind(word) == RUN && ChunkWord.detail(word) == length) {
        long id = take(chunk, length);
        if (id != BlockId.NONE) {
          return id;
        }
      }
    }
    return BlockId.NONE;
  }

  /** Allocates the block of a run, if it is still one and free. */
  private long take(int head, int length) {
    int unit = heap.firstUnit(head);
    hints.cover(head);
    long state = heap.state(unit);
    if (!BlockState.isFree(state)) {
      return BlockId.NONE;
    }
    long held = BlockState.begun(state, self);
    if (!heap.changeState(unit, state, held)) {
      return BlockId.NONE;
    }
    long word = heap.chunk(head);
    if (ChunkWord.kind(word) == RUN && ChunkWord.detail(word) == length) {
      kept.own(head, ChunkWord.holder(word) == self ? kept.classOfRun(length) : Kept.NOT_OWN);
      return heap.id(unit, BlockState.generation(held));
    }
    heap.changeState(unit, held, BlockState.without(held, self));
    return BlockId.NONE;
  }

  /** Remembers a run whose block this holder has just freed. */
  void suggest(int head, int length) {
    if (idle.count() < MOST_IDLE) {
      idle.add(head, length);
    }
  }

  /** Gives back all runs of which this holder knows that they are idle; returns how many. */
  int trim() {
    for (int length = 1; kept.classOfRun(length) != Kept.NOT_OWN; length++) {
      long id = kept.take(kept.classOfRun(length));
      while (id != BlockId.NONE) {
        kept.free(id);
        idle.add(heap.chunkOf(heap.unit(id)), length);
        id = kept.take(kept.classOfRun(length));
      }
    }
    int given = 0;
    for (int i = idle.count() - 1; i >= 0; i--) {
      int head = idle.head(i);
      idle.remove(i);
      given += chunks.giveBack(head) ? 1 : 0;
    }
    return given;
  }
}
