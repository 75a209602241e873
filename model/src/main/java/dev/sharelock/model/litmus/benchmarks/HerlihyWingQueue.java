package dev.sharelock.model.litmus.benchmarks;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE;
import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE_RELEASE;
import static dev.sharelock.model.exhaustive.Ordering.RELEASE;

import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.UpdateKind;

/**
 * The queue of Herlihy and Wing (TOPLAS 1990): an array and the number of places that were given
 * out. Places count from 1.
 *
 * <pre>
 *    0   back          places given out
 *   64   places        8 bytes each; 0 is empty
 * </pre>
 */
record HerlihyWingQueue(ThreadContext thread) {
  private static final long BACK = 0;
  private static final long PLACES = 64;

  private static long place(long number) {
    return PLACES + 8 * number;
  }

  /** Appends a value other than 0. */
  void enqueue(long value) {
    long before = thread.update(BACK, RELEASE, UpdateKind.ADD, 1);
    thread.store(place(before + 1), RELEASE, value);
  }

  /** Takes a value. Executions in which one pass over the array finds none are not looked at. */
  long dequeue() {
    long back = thread.load(BACK, ACQUIRE);
    long taken = 0;
    for (long i = 1; i <= back && taken == 0; i++) {
      if (thread.load(place(i), ACQUIRE) != 0) {
        taken = thread.update(place(i), ACQUIRE_RELEASE, UpdateKind.SET, 0);
      }
    }
    thread.assume(taken != 0);
    return taken;
  }
}
