package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;

/**
 * The queue of Michael and Scott (PODC 1996) over the seam, whose nodes are never used again, so
 * that references need no count. The value of a node is there from the start, since nobody looks
 * before the node is linked. An attempt that loses a race is given up: only executions without one
 * are complete.
 *
 * <pre>
 *    0   head          number of a node
 *    8   tail
 *   64   nodes         16 bytes each: value, number of the next node or 0
 * </pre>
 */
record LinkedQueue(SharedMemory memory, Runnable giveUp) {
  static final long HEAD = 0;
  static final long TAIL = 8;

  /** The node to which head and tail point at first. */
  static final long DUMMY = 1;

  private static final long NODES = 64;

  private static long next(long node) {
    return NODES + 16 * node + 8;
  }

  /** Appends a node that nobody else uses. */
  void enqueue(long node) {
    while (true) {
      long tail = memory.getLongAcquire(TAIL);
      long next = memory.getLongAcquire(next(tail));
      if (tail != memory.getLongAcquire(TAIL)) {
        giveUp.run();
      } else if (next != 0) {
        memory.compareAndExchangeLongRelease(TAIL, tail, next);
      } else if (memory.compareAndExchangeLongRelease(next(tail), 0, node) == 0) {
        memory.compareAndExchangeLongRelease(TAIL, tail, node);
        return;
      } else {
        giveUp.run();
      }
    }
  }

  /** Takes the oldest node; 0 if there is none. */
  long dequeue() {
    while (true) {
      long head = memory.getLongAcquire(HEAD);
      long tail = memory.getLongAcquire(TAIL);
      long next = memory.getLongAcquire(next(head));
      if (head != memory.getLongAcquire(HEAD)) {
        giveUp.run();
      } else if (head != tail) {
        if (memory.compareAndExchangeLongRelease(HEAD, head, next) == head) {
          return next;
        }
        giveUp.run();
      } else if (next == 0) {
        return 0;
      } else {
        memory.compareAndExchangeLongRelease(TAIL, tail, next);
      }
    }
  }
}
