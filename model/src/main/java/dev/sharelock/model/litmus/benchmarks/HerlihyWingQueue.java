package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;

/**
 * The queue of Herlihy and Wing (TOPLAS 1990) over the seam: an array and the number of places that
 * were given out. Places count from 1.
 *
 * <pre>
 *    0   back          places given out
 *   64   places        8 bytes each; 0 is empty
 * </pre>
 */
record HerlihyWingQueue(SharedMemory memory, Runnable giveUp) {
  private static final long BACK = 0;
  private static final long PLACES = 64;

  private static long place(long number) {
    return PLACES + 8 * number;
  }

  /** Appends a value other than 0. */
  void enqueue(long value) {
    long before = memory.getAndAddLongRelease(BACK, 1);
    memory.setLongRelease(place(before + 1), value);
  }

  /** Takes a value. Executions in which one pass over the array finds none are not looked at. */
  long dequeue() {
    long back = memory.getLongAcquire(BACK);
    long taken = 0;
    for (long i = 1; i <= back && taken == 0; i++) {
      if (memory.getLongAcquire(place(i)) != 0) {
        taken = memory.getAndSetLong(place(i), 0);
      }
    }
    if (taken == 0) {
      giveUp.run();
    }
    return taken;
  }
}
