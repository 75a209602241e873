package dev.sharelock.allocator;

import java.util.Arrays;

/**
 * The slabs of this holder of one class, in private memory, looked at in turn. A slab that has
 * become something else is forgotten when its turn comes.
 */
final class OwnSlabs {
  private static final int FIRST_LENGTH = 4;

  private int[] chunks = new int[FIRST_LENGTH];
  private int count;
  private int turn;

  int count() {
    return count;
  }

  void add(int chunk) {
    if (count == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * count);
    }
    chunks[count++] = chunk;
  }

  /** The slab whose turn it is. */
  int current() {
    if (turn >= count) {
      turn = 0;
    }
    return chunks[turn];
  }

  void next() {
    turn++;
  }

  void forgetCurrent() {
    chunks[turn] = chunks[--count];
  }

  void clear() {
    count = 0;
    turn = 0;
  }
}
