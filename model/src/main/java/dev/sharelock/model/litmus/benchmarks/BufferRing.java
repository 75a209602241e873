package dev.sharelock.model.litmus.benchmarks;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE_RELEASE;
import static dev.sharelock.model.exhaustive.Ordering.OPAQUE;

import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.FenceKind;

/**
 * The ring of buffers of the FreeBSD kernel, with a full fence on each side. An attempt that loses
 * a race is given up: only executions without one are complete.
 *
 * <pre>
 *    0   producer head     8   producer tail
 *   16   consumer head    24   consumer tail
 *   32   slots            8 bytes each
 * </pre>
 */
record BufferRing(ThreadContext thread) {
  private static final long PRODUCER_HEAD = 0;
  private static final long PRODUCER_TAIL = 8;
  private static final long CONSUMER_HEAD = 16;
  private static final long CONSUMER_TAIL = 24;
  private static final long SLOTS = 32;
  private static final long MASK = 7;

  private static long slot(long index) {
    return SLOTS + 8 * index;
  }

  /** Appends a buffer; tells whether there was room. */
  boolean enqueue(long buffer) {
    long head = thread.load(PRODUCER_HEAD, OPAQUE);
    long tail = thread.load(CONSUMER_TAIL, OPAQUE);
    long next = head + 1 & MASK;
    if (next == tail) {
      return false;
    }
    advance(PRODUCER_HEAD, head, next);
    thread.fence(FenceKind.FULL);
    thread.store(slot(head), OPAQUE, buffer);
    thread.assume(thread.load(PRODUCER_TAIL, OPAQUE) == head);
    thread.store(PRODUCER_TAIL, OPAQUE, next);
    return true;
  }

  /** Takes the oldest buffer; 0 if there is none. */
  long dequeue() {
    long head = thread.load(CONSUMER_HEAD, OPAQUE);
    if (head == thread.load(PRODUCER_TAIL, OPAQUE)) {
      return 0;
    }
    long next = head + 1 & MASK;
    advance(CONSUMER_HEAD, head, next);
    long buffer = thread.load(slot(head), OPAQUE);
    thread.assume(thread.load(CONSUMER_TAIL, OPAQUE) == head);
    thread.fence(FenceKind.FULL);
    thread.store(CONSUMER_TAIL, OPAQUE, next);
    return buffer;
  }

  private void advance(long word, long from, long to) {
    thread.assume(thread.compareAndExchange(word, ACQUIRE_RELEASE, from, to) == from);
  }
}
