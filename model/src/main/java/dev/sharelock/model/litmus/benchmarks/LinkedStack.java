package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;

/**
 * Treiber's stack over the seam, whose nodes are never used again, so that references need no
 * count.
 *
 * <pre>
 *    0   top           number of a node; 0 is none
 *   64   nodes         8 bytes each: the node below
 * </pre>
 */
record LinkedStack(SharedMemory memory, Runnable giveUp) {
  private static final long TOP = 0;
  private static final long NODES = 64;

  private static long below(long node) {
    return NODES + 8 * node;
  }

  /** Pushes a node that nobody else uses. */
  void push(long node) {
    while (true) {
      long top = memory.getLongAcquire(TOP);
      memory.setLongOpaque(below(node), top);
      if (memory.compareAndExchangeLongRelease(TOP, top, node) == top) {
        return;
      }
      giveUp.run();
    }
  }

  /** Pops a node; 0 if there is none. */
  long pop() {
    while (true) {
      long top = memory.getLongAcquire(TOP);
      if (top == 0) {
        return 0;
      }
      long below = memory.getLongOpaque(below(top));
      if (memory.compareAndExchangeLongRelease(TOP, top, below) == top) {
        return top;
      }
      giveUp.run();
    }
  }
}
