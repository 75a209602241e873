package dev.sharelock.model.exhaustive;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the locations of a program: its words, by offset and size, and the ghost locations that
 * stand for queues of waiters and the like. The numbers are the same in all graphs.
 */
final class Locations {
  private final int threads;
  private final byte[] memory;
  private final Map<Long, Integer> numbers = new HashMap<>();
  private int[] direct;
  private volatile Event[] initialWrites = new Event[16];
  private long[] keys = new long[16];
  private int count;

  Locations(int threads, byte[] initialMemory) {
    this.threads = threads;
    this.memory = initialMemory;
    this.direct = new int[Math.min(initialMemory.length, 4096) / 4];
  }

  int count() {
    return count;
  }

  Event initialWrite(int location) {
    return initialWrites[location];
  }

  /** The number of the word at an offset. */
  int word(long offset, int bytes) {
    int slot = (int) (offset >> 2);
    if (slot < direct.length && direct[slot] != 0) {
      int location = direct[slot] - 1;
      if (keys[location] == wordKey(offset, bytes)) {
        return location;
      }
    }
    return number(wordKey(offset, bytes), offset, bytes);
  }

  private static long wordKey(long offset, int bytes) {
    return offset << 4 | bytes;
  }

  /** The number of a ghost location: a kind from 1 to 7 and a number that tells it apart. */
  int ghost(int kind, long which) {
    return number(Long.MIN_VALUE | which << 4 | kind, -1, 0);
  }

  boolean isGhost(int location) {
    return keys[location] < 0;
  }

  long offset(int location) {
    return isGhost(location) ? -1 : keys[location] >> 4;
  }

  int bytes(int location) {
    return isGhost(location) ? 0 : (int) (keys[location] & 15);
  }

  private synchronized int number(long key, long offset, int bytes) {
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
      initialWrites = Arrays.copyOf(initialWrites, count * 2);
    }
    Event initial = new Event(Event.WRITE, -1, -1, 0, count, 0);
    initial.hb = new int[threads];
    initial.porf = initial.hb;
    initial.value = bytes == 0 ? 0 : Bytes.get(memory, (int) offset, bytes);
    initialWrites[count] = initial;
    keys[count] = key;
    numbers.put(key, count);
    int slot = (int) (offset >> 2);
    if (bytes > 0 && slot < direct.length && direct[slot] == 0) {
      direct[slot] = count + 1;
    }
    return count++;
  }
}
