package dev.sharelock.model.litmus.benchmarks;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE;
import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE_RELEASE;
import static dev.sharelock.model.exhaustive.Ordering.RELEASE;

import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.UpdateKind;

/**
 * A bounded queue for many producers and consumers that counts begun and ended operations.
 *
 * <pre>
 *    0   begun         reads (16 bits), writes (16 bits)
 *    8   read          reads that ended
 *   16   written       writes that ended
 * </pre>
 */
record BoundedQueue(ThreadContext thread) {
  static final long BEGUN = 0;
  static final long WRITTEN = 16;
  private static final long READ = 8;
  private static final int SLOTS = 4;
  private static final long COUNT = 0xffff;

  /** Begins to write and waits until the slot is free; tells whether there is room. */
  boolean beginWrite() {
    while (true) {
      long begun = thread.load(BEGUN, ACQUIRE);
      long reads = begun >>> 16;
      long writes = begun & COUNT;
      if (writes == (reads + SLOTS & COUNT)) {
        return false;
      }
      long next = reads << 16 | writes + 1 & COUNT;
      if (thread.compareAndExchange(BEGUN, ACQUIRE_RELEASE, begun, next) == begun) {
        await(READ, reads);
        return true;
      }
      thread.spinHint();
    }
  }

  void endWrite() {
    thread.update(WRITTEN, RELEASE, UpdateKind.ADD, 1);
  }

  /** Begins to read and waits until all writes have ended; tells whether there is an element. */
  boolean beginRead() {
    while (true) {
      long begun = thread.load(BEGUN, ACQUIRE);
      long writes = begun & COUNT;
      if (begun >>> 16 == writes) {
        return false;
      }
      long next = begun + (1 << 16);
      if (thread.compareAndExchange(BEGUN, ACQUIRE_RELEASE, begun, next) == begun) {
        await(WRITTEN, writes);
        return true;
      }
      thread.spinHint();
    }
  }

  void endRead() {
    thread.update(READ, RELEASE, UpdateKind.ADD, 1);
  }

  private void await(long word, long count) {
    while ((thread.load(word, ACQUIRE) & COUNT) != count) {
      thread.spinHint();
    }
  }
}
