package dev.sharelock.model.litmus.benchmarks;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE;
import static dev.sharelock.model.exhaustive.Ordering.OPAQUE;
import static dev.sharelock.model.exhaustive.Ordering.RELEASE;

import dev.sharelock.model.exhaustive.ThreadContext;

/**
 * Treiber's stack whose nodes are never used again, so that references need no count.
 *
 * <pre>
 *    0   top           number of a node; 0 is none
 *   64   nodes         8 bytes each: the node below
 * </pre>
 */
record LinkedStack(ThreadContext thread) {
  private static final long TOP = 0;
  private static final long NODES = 64;

  private static long below(long node) {
    return NODES + 8 * node;
  }

  /** Pushes a node that nobody else uses. */
  void push(long node) {
    while (true) {
      long top = thread.load(TOP, ACQUIRE);
      thread.store(below(node), OPAQUE, top);
      if (thread.compareAndExchange(TOP, RELEASE, top, node) == top) {
        return;
      }
      thread.assume(false);
    }
  }

  /** Pops a node; 0 if there is none. */
  long pop() {
    while (true) {
      long top = thread.load(TOP, ACQUIRE);
      if (top == 0) {
        return 0;
      }
      long below = thread.load(below(top), OPAQUE);
      if (thread.compareAndExchange(TOP, RELEASE, top, below) == top) {
        return top;
      }
      thread.assume(false);
    }
  }
}
