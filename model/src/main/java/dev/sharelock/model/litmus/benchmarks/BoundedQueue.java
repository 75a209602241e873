package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;

/**
 * A bounded queue over the seam for many producers and consumers that counts begun and ended
 * operations.
 *
 * <pre>
 *    0   begun         reads (16 bits), writes (16 bits)
 *    8   read          reads that ended
 *   16   written       writes that ended
 * </pre>
 */
record BoundedQueue(SharedMemory memory, Runnable spinHint) {
  static final long BEGUN = 0;
  static final long WRITTEN = 16;
  private static final long READ = 8;
  private static final int SLOTS = 4;
  private static final long COUNT = 0xffff;

  /** Begins to write and waits until the slot is free; tells whether there is room. */
  boolean beginWrite() {
    while (true) {
      long begun = memory.getLongAcquire(BEGUN);
      long reads = begun >>> 16;
      long writes = begun & COUNT;
      if (writes == (reads + SLOTS & COUNT)) {
        return false;
      }
      long next = reads << 16 | writes + 1 & COUNT;
      if (memory.compareAndExchangeLong(BEGUN, begun, next) == begun) {
        await(READ, reads);
        return true;
      }
      spinHint.run();
    }
  }

  void endWrite() {
    memory.getAndAddLongRelease(WRITTEN, 1);
  }

  /** Begins to read and waits until all writes have ended; tells whether there is an element. */
  boolean beginRead() {
    while (true) {
      long begun = memory.getLongAcquire(BEGUN);
      long writes = begun & COUNT;
      if (begun >>> 16 == writes) {
        return false;
      }
      long next = begun + (1 << 16);
      if (memory.compareAndExchangeLong(BEGUN, begun, next) == begun) {
        await(WRITTEN, writes);
        return true;
      }
      spinHint.run();
    }
  }

  void endRead() {
    memory.getAndAddLongRelease(READ, 1);
  }

  private void await(long word, long count) {
    while ((memory.getLongAcquire(word) & COUNT) != count) {
      spinHint.run();
    }
  }
}
