package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;

/**
 * The work-stealing deque of Chase and Lev over the seam with the orderings of its C11 version; the
 * CAS of the owner is volatile.
 *
 * <pre>
 *    0   bottom        of the owner
 *    8   top           of the thieves
 *   16   slots         8 bytes each
 * </pre>
 */
record ChaseLevDeque(SharedMemory memory) {
  private static final long BOTTOM = 0;
  private static final long TOP = 8;
  private static final long SLOTS = 16;
  private static final int LENGTH = 10;

  private static long slot(long index) {
    return SLOTS + 8 * (index % LENGTH);
  }

  /** Pushes at the bottom unless the deque is full; for the owner. */
  void push(long value) {
    long bottom = memory.getLongOpaque(BOTTOM);
    long top = memory.getLongAcquire(TOP);
    if (bottom - top >= LENGTH) {
      return;
    }
    memory.setLongOpaque(slot(bottom), value);
    memory.setLongRelease(BOTTOM, bottom + 1);
  }

  /** Pops from the bottom; for the owner. */
  void pop() {
    long bottom = memory.getLongOpaque(BOTTOM);
    memory.setLongOpaque(BOTTOM, bottom - 1);
    memory.fullFence();
    long top = memory.getLongOpaque(TOP);
    if (bottom <= top) {
      memory.setLongOpaque(BOTTOM, bottom);
      return;
    }
    memory.getLongOpaque(slot(bottom - 1));
    if (bottom - top == 1) {
      memory.compareAndExchangeLong(TOP, top, top + 1);
      memory.setLongOpaque(BOTTOM, bottom);
    }
  }

  /** Takes from the top. */
  void steal() {
    long top = memory.getLongOpaque(TOP);
    memory.fullFence();
    long bottom = memory.getLongAcquire(BOTTOM);
    if (bottom > top) {
      memory.getLongOpaque(slot(top));
      memory.compareAndExchangeLongRelease(TOP, top, top + 1);
    }
  }
}
