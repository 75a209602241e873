package dev.sharelock.values;

import java.util.Arrays;
import java.util.Comparator;

/** The keys of a table in the order of (hash, length, bytes), for binary search. */
final class KeyOrder {
  private final byte[][] keys;
  private final int[] hashes;
  private final Integer[] order;
  private int count;

  KeyOrder(int capacity) {
    this.keys = new byte[capacity][];
    this.hashes = new int[capacity];
    this.order = new Integer[capacity];
  }

  void add(byte[] key) {
    keys[count] = key;
    hashes[count] = TreeLayout.hash(key);
    order[count] = count;
    count++;
  }

  int hash(int index) {
    return hashes[index];
  }

  int at(int position) {
    return order[position];
  }

  /** Sorts; returns an entry whose key is there before, or -1. */
  int sort() {
    Comparator<Integer> byKey = (a, b) -> compare(a, b);
    Arrays.sort(order, byKey);
    for (int i = 1; i < count; i++) {
      if (compare(order[i - 1], order[i]) == 0) {
        return Math.max(order[i - 1], order[i]);
      }
    }
    return -1;
  }

  private int compare(int a, int b) {
    int byHash = Integer.compare(hashes[a], hashes[b]);
    return byHash != 0 ? byHash : compareKeys(keys[a], keys[b]);
  }

  static int compareKeys(byte[] a, byte[] b) {
    int byLength = Integer.compare(a.length, b.length);
    return byLength != 0 ? byLength : Arrays.compareUnsigned(a, b);
  }
}
