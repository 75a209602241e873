package dev.sharelock.allocator;

import java.util.Arrays;

/**
 * Blocks of one size class that were free when this handle looked, in private memory. They are
 * suggestions: what makes a block allocated is the change of its state word, which fails if
 * somebody else was faster.
 */
final class FreeList {
  private static final int FIRST_LENGTH = 16;

  /** More than this is forgotten; a look around finds it again. */
  private static final int MOST = 1 << 16;

  private long[] ids = new long[FIRST_LENGTH];
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  int size() {
    return count;
  }

  long pop() {
    return ids[--count];
  }

  void push(long id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = id;
  }

  /** Adds a suggestion unless there are too many. */
  void suggest(long id) {
    if (count < MOST) {
      push(id);
    }
  }

  void clear() {
    count = 0;
  }
}
