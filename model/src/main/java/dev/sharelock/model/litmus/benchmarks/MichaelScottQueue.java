package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;

/**
 * The queue of Michael and Scott (PODC 1996) over numbered nodes, with a count in each reference
 * against reuse. It has the orderings of the C11 version that other checkers are measured with.
 *
 * <pre>
 *    0   head          reference: count (32 bits), node (32 bits)
 *    8   tail
 *   16   nodes         16 bytes each: value, reference to the next node
 * </pre>
 */
final class MichaelScottQueue {
  private static final long HEAD = 0;
  private static final long TAIL = 8;
  private static final long NODES = 16;
  private static final long NODE_BYTES = 16;
  private static final long NODE = 0xffff_ffffL;

  /** What the next reference of a node holds before the node is used. */
  static final long POISON = 0x666;

  /** The node to which head and tail point at first. */
  static final long DUMMY = 1;

  private final SharedMemory memory;
  private final Runnable spinHint;

  MichaelScottQueue(SharedMemory memory, Runnable spinHint) {
    this.memory = memory;
    this.spinHint = spinHint;
  }

  static long head() {
    return HEAD;
  }

  static long tail() {
    return TAIL;
  }

  private static long value(long reference) {
    return NODES + NODE_BYTES * (reference & NODE);
  }

  static long next(long reference) {
    return value(reference) + 8;
  }

  private static long reference(long node, long previous) {
    return (previous >>> 32) + 1 << 32 | node;
  }

  /** Appends a value in a node that nobody else uses. */
  void enqueue(long node, long value) {
    memory.setLongPlain(value(node), value);
    memory.setLongOpaque(next(node), memory.getLongOpaque(next(node)) & ~NODE);
    long tail;
    boolean linked;
    do {
      tail = memory.getLongAcquire(TAIL);
      long next = memory.getLongAcquire(next(tail));
      linked = tail == memory.getLongOpaque(TAIL) && linkOrHelp(node, tail, next);
    } while (!linked);
    memory.compareAndExchangeLongRelease(TAIL, tail, reference(node, tail));
  }

  private boolean linkOrHelp(long node, long tail, long next) {
    require((next & NODE) != POISON);
    if ((next & NODE) == 0
        && memory.compareAndExchangeLongRelease(next(tail), next, reference(node, next)) == next) {
      return true;
    }
    long following = memory.getLongAcquire(next(tail)) & NODE;
    memory.compareAndExchangeLongRelease(TAIL, tail, reference(following, tail));
    return false;
  }

  /** Takes the oldest value; tells whether there was one. */
  boolean dequeue() {
    while (true) {
      long head = memory.getLongAcquire(HEAD);
      long tail = memory.getLongOpaque(TAIL);
      long next = memory.getLongAcquire(next(head));
      if (memory.getLongOpaque(HEAD) != head) {
        spinHint.run();
      } else if ((head & NODE) == (tail & NODE)) {
        require((next & NODE) != POISON);
        if ((next & NODE) == 0) {
          return false;
        }
        memory.compareAndExchangeLongRelease(TAIL, tail, reference(next & NODE, tail));
      } else {
        memory.getLongPlain(value(next));
        if (memory.compareAndExchangeLongRelease(HEAD, head, reference(next & NODE, head))
            == head) {
          return true;
        }
        spinHint.run();
      }
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a node was used before it was initialised");
    }
  }
}
