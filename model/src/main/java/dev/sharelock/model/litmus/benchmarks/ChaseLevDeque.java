package dev.sharelock.model.litmus.benchmarks;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE;
import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE_RELEASE;
import static dev.sharelock.model.exhaustive.Ordering.OPAQUE;
import static dev.sharelock.model.exhaustive.Ordering.RELEASE;

import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.FenceKind;

/**
 * The work-stealing deque of Chase and Lev with the orderings of its C11 version.
 *
 * <pre>
 *    0   bottom        of the owner
 *    8   top           of the thieves
 *   16   slots         8 bytes each
 * </pre>
 */
record ChaseLevDeque(ThreadContext thread) {
  private static final long BOTTOM = 0;
  private static final long TOP = 8;
  private static final long SLOTS = 16;
  private static final int LENGTH = 10;

  private static long slot(long index) {
    return SLOTS + 8 * (index % LENGTH);
  }

  /** Pushes at the bottom unless the deque is full; for the owner. */
  void push(long value) {
    long bottom = thread.load(BOTTOM, OPAQUE);
    long top = thread.load(TOP, ACQUIRE);
    if (bottom - top >= LENGTH) {
      return;
    }
    thread.store(slot(bottom), OPAQUE, value);
    thread.store(BOTTOM, RELEASE, bottom + 1);
  }

  /** Pops from the bottom; for the owner. */
  void pop() {
    long bottom = thread.load(BOTTOM, OPAQUE);
    thread.store(BOTTOM, OPAQUE, bottom - 1);
    thread.fence(FenceKind.FULL);
    long top = thread.load(TOP, OPAQUE);
    if (bottom <= top) {
      thread.store(BOTTOM, OPAQUE, bottom);
      return;
    }
    thread.load(slot(bottom - 1), OPAQUE);
    if (bottom - top == 1) {
      thread.compareAndExchange(TOP, ACQUIRE_RELEASE, top, top + 1);
      thread.store(BOTTOM, OPAQUE, bottom);
    }
  }

  /** Takes from the top. */
  void steal() {
    long top = thread.load(TOP, OPAQUE);
    thread.fence(FenceKind.FULL);
    long bottom = thread.load(BOTTOM, ACQUIRE);
    if (bottom > top) {
      thread.load(slot(top), OPAQUE);
      thread.compareAndExchange(TOP, RELEASE, top, top + 1);
    }
  }
}
