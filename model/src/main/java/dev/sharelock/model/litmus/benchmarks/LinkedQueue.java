package dev.sharelock.model.litmus.benchmarks;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE;
import static dev.sharelock.model.exhaustive.Ordering.RELEASE;

import dev.sharelock.model.exhaustive.ThreadContext;

/**
 * The queue of Michael and Scott (PODC 1996) whose nodes are never used again, so that references
 * need no count. The value of a node is there from the start, since nobody looks before the node is
 * linked. An attempt that loses a race is given up: only executions without one are complete.
 *
 * <pre>
 *    0   head          number of a node
 *    8   tail
 *   64   nodes         16 bytes each: value, number of the next node or 0
 * </pre>
 */
record LinkedQueue(ThreadContext thread) {
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
      long tail = thread.load(TAIL, ACQUIRE);
      long next = thread.load(next(tail), ACQUIRE);
      if (tail != thread.load(TAIL, ACQUIRE)) {
        thread.assume(false);
      } else if (next != 0) {
        thread.compareAndExchange(TAIL, RELEASE, tail, next);
      } else if (thread.compareAndExchange(next(tail), RELEASE, 0, node) == 0) {
        thread.compareAndExchange(TAIL, RELEASE, tail, node);
        return;
      } else {
        thread.assume(false);
      }
    }
  }

  /** Takes the oldest node; 0 if there is none. */
  long dequeue() {
    while (true) {
      long head = thread.load(HEAD, ACQUIRE);
      long tail = thread.load(TAIL, ACQUIRE);
      long next = thread.load(next(head), ACQUIRE);
      if (head != thread.load(HEAD, ACQUIRE)) {
        thread.assume(false);
      } else if (head != tail) {
        if (thread.compareAndExchange(HEAD, RELEASE, head, next) == head) {
          return next;
        }
        thread.assume(false);
      } else if (next == 0) {
        return 0;
      } else {
        thread.compareAndExchange(TAIL, RELEASE, tail, next);
      }
    }
  }
}
