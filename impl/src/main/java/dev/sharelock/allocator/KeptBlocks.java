package dev.sharelock.allocator;

import java.util.Arrays;

/**
 * The blocks of one class that a holder keeps, in private memory; the one that was released last is
 * the first to be used again. It usually comes back to the place that it was taken from, so what
 * stands in shared memory for its exact size is remembered there.
 */
final class KeptBlocks {
  private static final int FIRST_LENGTH = 16;
  private static final int UNKNOWN = -1;

  /** How many bytes a block has. */
  final long size;

  /** How much room a block takes among all that are kept. */
  final long cost;

  private long[] ids = {};
  private int[] slacks = {};
  private int count;

  KeptBlocks(long size, long cost) {
    this.size = size;
    this.cost = cost;
  }

  /** Takes the block that was released last; {@link BlockId#NONE} if there is none. */
  long take() {
    int left = count - 1;
    if (left < 0) {
      return BlockId.NONE;
    }
    count = left;
    return ids[left];
  }

  /**
   * Notes the slack of the block that was just taken.
   *
   * @return whether it is another one than before
   */
  boolean changesSlack(int slack) {
    boolean changes = slacks[count] != slack;
    slacks[count] = slack;
    return changes;
  }

  /** Says that the block that was just taken gets a slack that is not told. */
  void forgetSlack() {
    slacks[count] = UNKNOWN;
  }

  /** Adds a block with the even generation that it has now. */
  void add(long id) {
    int end = count;
    if (end == ids.length) {
      ids = Arrays.copyOf(ids, Math.max(FIRST_LENGTH, 2 * end));
      slacks = Arrays.copyOf(slacks, ids.length);
    }
    if (ids[end] + 2 * BlockId.NEXT_GENERATION != id) {
      slacks[end] = UNKNOWN;
    }
    ids[end] = id;
    count = end + 1;
  }
}
