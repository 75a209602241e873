package dev.sharelock.pipe;

import dev.sharelock.allocator.BlockId;

/**
 * What a publisher knows of the blocks that it holds, from the oldest on, without asking: nobody
 * else holds or releases one before the end. Confined to one thread.
 */
final class HeldIds {
  private final long[] ids;
  private int count;

  HeldIds(int capacity) {
    this.ids = new long[capacity];
  }

  int count() {
    return count;
  }

  boolean isFull() {
    return count == ids.length;
  }

  void add(long id) {
    ids[count++] = id;
  }

  /** The oldest, if there is one. */
  long first() {
    return count == 0 ? BlockId.NONE : ids[0];
  }

  long get(int index) {
    return ids[index];
  }

  /** Forgets the oldest, if there is one. */
  void removeFirst() {
    if (count > 0) {
      count--;
      System.arraycopy(ids, 1, ids, 0, count);
    }
  }

  void clear() {
    count = 0;
  }

  /** Whether the same block is held another time, after this one. */
  boolean isHeldAgain(int index) {
    boolean again = false;
    for (int later = index + 1; later < count && !again; later++) {
      again = ids[later] == ids[index];
    }
    return again;
  }
}
