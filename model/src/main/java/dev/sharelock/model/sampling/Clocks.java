package dev.sharelock.model.sampling;

import java.util.Arrays;

/**
 * The vector clocks of the processes of one execution. Entry {@code [p][q]} says up to which access
 * of {@code q} everything happened before what {@code p} does next. What a release write carries is
 * read by an acquire read of exactly that write: the update of another process in between passes
 * nothing on, which is how the Java memory model reads release sequences.
 */
final class Clocks {
  private final int[][] now;
  private final int[][] releaseFence;
  private final int[][] acquirePending;

  Clocks(int processes) {
    now = new int[processes][processes];
    releaseFence = new int[processes][processes];
    acquirePending = new int[processes][processes];
  }

  /** Forgets everything: all that was done so far happened before all that comes. */
  void begin() {
    for (int p = 0; p < now.length; p++) {
      Arrays.fill(now[p], 0);
      Arrays.fill(releaseFence[p], 0);
      Arrays.fill(acquirePending[p], 0);
    }
  }

  int processes() {
    return now.length;
  }

  /** Counts an access and returns its number, from 1. */
  int tick(int process) {
    return ++now[process][process];
  }

  int[] of(int process) {
    return now[process];
  }

  /** What a write without release ordering carries: what was before the last release fence. */
  int[] fenced(int process) {
    return releaseFence[process];
  }

  /** Reads what a write carries. */
  void read(int process, int[] carried, boolean acquires) {
    join(acquires ? now[process] : acquirePending[process], carried);
  }

  void acquireFence(int process) {
    join(now[process], acquirePending[process]);
  }

  void releaseFence(int process) {
    System.arraycopy(now[process], 0, releaseFence[process], 0, now.length);
  }

  /** All that these clocks say happened before what the process does next. */
  void see(int process, int[] clocks) {
    join(now[process], clocks);
  }

  /** A process and others that meet at the same place all know afterwards what each has known. */
  void meet(int process, int[] place) {
    join(now[process], place);
    join(place, now[process]);
  }

  /** Everything that one process has done happened before what the other one does next. */
  void follow(int process, int former) {
    join(now[process], now[former]);
  }

  private static void join(int[] target, int[] source) {
    for (int i = 0; i < target.length; i++) {
      target[i] = Math.max(target[i], source[i]);
    }
  }
}
