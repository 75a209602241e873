package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.RUN;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds room for blocks that are too large for slabs: runs of chunks. A run that was freed stays a
 * run for a while and is used again for the same number of chunks.
 */
final class RunSpace {
  private final Heap heap;
  private final Chunks chunks;
  private final Hints hints;
  private final int self;
  private final Map<Integer, Deque<Integer>> idle = new HashMap<>();

  RunSpace(Heap heap, Chunks chunks, Hints hints, int self) {
    this.heap = heap;
    this.chunks = chunks;
    this.hints = hints;
    this.self = self;
  }

  /**
   * Allocates a block of a number of chunks.
   *
   * @return its id, or {@link BlockId#NONE}
   */
  long allocate(int length) {
    long again = fromIdle(length);
    if (again != BlockId.NONE) {
      return again;
    }
    int head = chunks.takeRun(length);
    if (head >= 0) {
      long id = take(head, length);
      if (id != BlockId.NONE) {
        return id;
      }
    }
    return fromAnybody(length);
  }

  private long fromIdle(int length) {
    Deque<Integer> heads = idle.get(length);
    while (heads != null && !heads.isEmpty()) {
      long id = take(heads.pop(), length);
      if (id != BlockId.NONE) {
        return id;
      }
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
    long held = BlockState.with(state, self);
    if (!heap.changeState(unit, state, held)) {
      return BlockId.NONE;
    }
    long word = heap.chunk(head);
    if (ChunkWord.kind(word) == RUN && ChunkWord.detail(word) == length) {
      return BlockId.of(unit, BlockState.generation(held));
    }
    heap.changeState(unit, held, BlockState.without(held, self));
    return BlockId.NONE;
  }

  /** Remembers a run whose block this holder has just freed. */
  void suggest(int head, int length) {
    idle.computeIfAbsent(length, any -> new ArrayDeque<>()).push(head);
  }

  /** Gives back all runs of which this holder knows that they are idle; returns how many. */
  int trim() {
    int given = 0;
    for (Deque<Integer> heads : idle.values()) {
      for (int head : heads) {
        given += chunks.giveBack(head) ? 1 : 0;
      }
    }
    idle.clear();
    return given;
  }
}
