package dev.sharelock.model.sampling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The writes to data that is racy by design, for each of its granules. A read sees any of them that
 * no other one has replaced in the order of happens-before, whatever the process has read before.
 */
final class RacyHistory {

  /** How many writes are remembered; the oldest are forgotten. */
  private static final int LONGEST = 64;

  /**
   * A write.
   *
   * @param process who made it; -1 for the set-up
   * @param time its number among the accesses of its process
   * @param clock what happened before it
   * @param carried what the process knew at its last release fence
   * @param seen what it saw there, where reads may be stale
   */
  record Write(int process, int time, int[] clock, int[] carried, int[] seen, long value) {
    static Write ofSetUp(long value) {
      return new Write(-1, 0, null, null, null, value);
    }

    boolean isBefore(Write other) {
      return other.clock[process] >= time;
    }

    boolean isKnownTo(int[] reader) {
      return reader[process] >= time;
    }
  }

  private final Map<Integer, List<Write>> writes = new HashMap<>();

  /** Forgets everything. */
  void begin() {
    writes.clear();
  }

  void add(int offset, Write write) {
    List<Write> all = writes.computeIfAbsent(offset, key -> new ArrayList<>());
    if (all.size() == LONGEST) {
      all.removeFirst();
    }
    all.add(write);
  }

  /** How many values a process may read, counting that of the set-up. */
  int choices(int offset, int[] reader) {
    List<Write> all = writes.getOrDefault(offset, List.of());
    int choices = 0;
    boolean known = false;
    for (Write write : all) {
      choices += isReplaced(write, all, reader) ? 0 : 1;
      known |= write.isKnownTo(reader);
    }
    return known ? choices : choices + 1;
  }

  /**
   * The write that a process reads.
   *
   * @param back how many newer ones it leaves out
   * @return null for that of the set-up
   */
  Write read(int offset, int[] reader, int back) {
    List<Write> all = writes.getOrDefault(offset, List.of());
    int left = back;
    for (int i = all.size() - 1; i >= 0; i--) {
      Write write = all.get(i);
      if (!isReplaced(write, all, reader)) {
        if (left == 0) {
          return write;
        }
        left--;
      }
    }
    return null;
  }

  private static boolean isReplaced(Write write, List<Write> all, int[] reader) {
    for (Write other : all) {
      if (other != write && other.isKnownTo(reader) && write.isBefore(other)) {
        return true;
      }
    }
    return false;
  }
}
