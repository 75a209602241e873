package dev.sharelock.allocator;

import java.util.Arrays;

/**
 * Runs whose blocks this holder has freed, in private memory: suggestions, since others may be
 * faster. The last one freed is the first to be used again.
 */
final class IdleRuns {
  private static final int FIRST_LENGTH = 8;

  private int[] heads = new int[FIRST_LENGTH];
  private int[] lengths = new int[FIRST_LENGTH];
  private int count;

  int count() {
    return count;
  }

  int head(int index) {
    return heads[index];
  }

  int length(int index) {
    return lengths[index];
  }

  void add(int head, int length) {
    if (count == heads.length) {
      heads = Arrays.copyOf(heads, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    heads[count] = head;
    lengths[count] = length;
    count++;
  }

  /** The index of the last one of a length; -1 if there is none. */
  int find(int length) {
    int index = count - 1;
    while (index >= 0 && lengths[index] != length) {
      index--;
    }
    return index;
  }

  void remove(int index) {
    count--;
    if (index == count) {
      return;
    }
    System.arraycopy(heads, index + 1, heads, index, count - index);
    System.arraycopy(lengths, index + 1, lengths, index, count - index);
  }
}
