package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.DISSOLVING;
import static dev.sharelock.allocator.ChunkWord.FORMING;
import static dev.sharelock.allocator.ChunkWord.FREE;
import static dev.sharelock.allocator.ChunkWord.PART;
import static dev.sharelock.allocator.ChunkWord.RUN;
import static dev.sharelock.allocator.ChunkWord.SLAB;

/**
 * Takes chunks from the heap, as slabs and as runs, and gives them back.
 *
 * <p><b>Slab</b>: one compare-and-set FREE to SLAB takes it. <b>Run</b>: the head goes FREE to
 * FORMING, the others FREE to PART, then the head goes FORMING to RUN, which commits. Whoever dies
 * in between left a head that says FORMING and names it; its parts are known by head and version.
 *
 * <p><b>Giving back</b>: first every block in it is allocated by whoever gives it back, so that
 * nobody else can; then the chunk goes to DISSOLVING; then the blocks are freed again, in a new
 * generation, so that suggestions of others are void; then the chunks become FREE, the head last.
 */
final class Chunks {
  private final Heap heap;
  private final Hints hints;
  private final int self;
  private int cursor;

  Chunks(Heap heap, Hints hints, int self) {
    this.heap = heap;
    this.hints = hints;
    this.self = self;
    this.cursor = (int) ((long) heap.geometry().chunks() * self / heap.geometry().holders());
  }

  /** Takes a free chunk as a slab; returns its number, or -1 if none is free. */
  int takeSlab(int sizeClass) {
    int chunks = heap.geometry().chunks();
    for (int i = 0; i < chunks; i++) {
      int chunk = (cursor + i) % chunks;
      long word = heap.chunk(chunk);
      if (ChunkWord.kind(word) == FREE) {
        hints.cover(chunk);
        if (heap.changeChunk(chunk, word, ChunkWord.begin(word, SLAB, self, sizeClass))) {
          cursor = chunk;
          return chunk;
        }
      }
    }
    return -1;
  }

  /** Takes adjacent free chunks as a run; returns the number of the first, or -1. */
  int takeRun(int length) {
    int chunks = heap.geometry().chunks();
    int head = 0;
    while (head + length <= chunks) {
      int obstacle = firstObstacle(head, length);
      if (obstacle >= 0) {
        head = obstacle + 1;
      } else if (formRun(head, length)) {
        return head;
      }
    }
    return -1;
  }

  private int firstObstacle(int head, int length) {
    for (int chunk = head + length - 1; chunk >= head; chunk--) {
      if (ChunkWord.kind(heap.chunk(chunk)) != FREE) {
        return chunk;
      }
    }
    return -1;
  }

  private boolean formRun(int head, int length) {
    long free = heap.chunk(head);
    hints.cover(head);
    long forming = ChunkWord.begin(free, FORMING, self, length);
    if (ChunkWord.kind(free) != FREE || !heap.changeChunk(head, free, forming)) {
      return false;
    }
    for (int chunk = head + 1; chunk < head + length; chunk++) {
      long word = heap.chunk(chunk);
      if (ChunkWord.kind(word) != FREE || !heap.changeChunk(chunk, word, part(forming, head))) {
        freeRun(heap, head, forming);
        return false;
      }
    }
    return heap.changeChunk(head, forming, ChunkWord.as(forming, RUN, self));
  }

  private static long part(long headWord, int head) {
    return ChunkWord.of(PART, 0, head, ChunkWord.version(headWord));
  }

  /**
   * Frees the parts of a run and then its head. All blocks in it must be free. It may be done again
   * by somebody else who found it half done.
   */
  static void freeRun(Heap heap, int head, long headWord) {
    for (int chunk = head + ChunkWord.detail(headWord) - 1; chunk > head; chunk--) {
      long word = heap.chunk(chunk);
      if (word == part(headWord, head)) {
        heap.changeChunk(chunk, word, ChunkWord.free(word));
      }
    }
    heap.changeChunk(head, headWord, ChunkWord.free(headWord));
  }

  /**
   * Gives a slab or a run back to the heap if all of its blocks are free.
   *
   * @return whether it was given back
   */
  boolean giveBack(int chunk) {
    long word = heap.chunk(chunk);
    int kind = ChunkWord.kind(word);
    if (kind != SLAB && kind != RUN) {
      return false;
    }
    hints.cover(chunk);
    int step =
        kind == SLAB ? SizeClasses.unitsOf(ChunkWord.detail(word)) : heap.geometry().chunkUnits();
    int blocks = heap.geometry().chunkUnits() / step;
    int first = heap.firstUnit(chunk);
    int taken = 0;
    while (taken < blocks && takeBlock(first + taken * step)) {
      taken++;
    }
    int length = kind == SLAB ? 1 : ChunkWord.detail(word);
    long dissolving = ChunkWord.of(DISSOLVING, self, length, ChunkWord.version(word));
    boolean all = taken == blocks && heap.changeChunk(chunk, word, dissolving);
    for (int i = 0; i < taken; i++) {
      returnBlock(first + i * step);
    }
    if (all) {
      freeRun(heap, chunk, dissolving);
    }
    return all;
  }

  private boolean takeBlock(int unit) {
    long state = heap.state(unit);
    return BlockState.isFree(state) && heap.changeState(unit, state, BlockState.with(state, self));
  }

  private void returnBlock(int unit) {
    long state = heap.state(unit);
    while (!heap.changeState(unit, state, BlockState.without(state, self))) {
      state = heap.state(unit);
    }
  }
}
