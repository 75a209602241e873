package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;

/**
 * Treiber's stack over numbered nodes, with a count in each reference against reuse.
 *
 * <pre>
 *    0   top           reference: count (32 bits), node (32 bits); node 0 is none
 *   16   nodes         16 bytes each: value, reference to the node below
 * </pre>
 */
final class TreiberStack {
  private static final long TOP = 0;
  private static final long NODES = 16;
  private static final long NODE_BYTES = 16;
  private static final long NODE = 0xffff_ffffL;

  private final SharedMemory memory;
  private final Runnable spinHint;

  TreiberStack(SharedMemory memory, Runnable spinHint) {
    this.memory = memory;
    this.spinHint = spinHint;
  }

  private static long value(long reference) {
    return NODES + NODE_BYTES * (reference & NODE);
  }

  private static long below(long reference) {
    return value(reference) + 8;
  }

  private static long reference(long node, long previous) {
    return (previous >>> 32) + 1 << 32 | node;
  }

  /** Pushes a value in a node that nobody else uses. */
  void push(long node, long value) {
    memory.setLongPlain(value(node), value);
    long top;
    do {
      top = memory.getLongAcquire(TOP);
      memory.setLongOpaque(below(node), top);
    } while (memory.compareAndExchangeLongRelease(TOP, top, reference(node, top)) != top);
  }

  /** Pops a value; 0 if there is none. */
  long pop() {
    while (true) {
      long top = memory.getLongAcquire(TOP);
      if ((top & NODE) == 0) {
        return 0;
      }
      long below = memory.getLongOpaque(below(top)) & NODE;
      if (memory.compareAndExchangeLongRelease(TOP, top, reference(below, top)) == top) {
        return memory.getLongPlain(value(top));
      }
      spinHint.run();
    }
  }
}
