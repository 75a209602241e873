package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;

/**
 * The ring of buffers of the FreeBSD kernel over the seam, with a full fence on each side. An
 * attempt that loses a race is given up: only executions without one are complete.
 *
 * <pre>
 *    0   producer head     8   producer tail
 *   16   consumer head    24   consumer tail
 *   32   slots            8 bytes each
 * </pre>
 */
record BufferRing(SharedMemory memory, Runnable giveUp) {
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
    long head = memory.getLongOpaque(PRODUCER_HEAD);
    long tail = memory.getLongOpaque(CONSUMER_TAIL);
    long next = head + 1 & MASK;
    if (next == tail) {
      return false;
    }
    advance(PRODUCER_HEAD, head, next);
    memory.fullFence();
    memory.setLongOpaque(slot(head), buffer);
    require(memory.getLongOpaque(PRODUCER_TAIL) == head);
    memory.setLongOpaque(PRODUCER_TAIL, next);
    return true;
  }

  /** Takes the oldest buffer; 0 if there is none. */
  long dequeue() {
    long head = memory.getLongOpaque(CONSUMER_HEAD);
    if (head == memory.getLongOpaque(PRODUCER_TAIL)) {
      return 0;
    }
    long next = head + 1 & MASK;
    advance(CONSUMER_HEAD, head, next);
    long buffer = memory.getLongOpaque(slot(head));
    require(memory.getLongOpaque(CONSUMER_TAIL) == head);
    memory.fullFence();
    memory.setLongOpaque(CONSUMER_TAIL, next);
    return buffer;
  }

  private void advance(long word, long from, long to) {
    require(memory.compareAndExchangeLong(word, from, to) == from);
  }

  private void require(boolean undisturbed) {
    if (!undisturbed) {
      giveUp.run();
    }
  }
}
