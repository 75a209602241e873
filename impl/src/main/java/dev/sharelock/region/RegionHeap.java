package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.SharedMemory;

/**
 * Hands out ranges of the heap of a region, each once: a bump pointer.
 *
 * <p><b>Layout</b>: {@code heapNext}, the first byte that was not handed out, a multiple of 128.
 *
 * <p><b>Invariants</b>: heapNext only grows; ranges do not overlap, and are zero when they are
 * handed out. <b>Not invariant</b>: that a range is used; what is given up is not handed out again.
 *
 * <p><b>Ordering.</b> One CAS; the contents are published by whoever publishes the range.
 *
 * <p><b>Crash.</b> Died after the CAS and before the range was recorded anywhere: the range is lost
 * until the region is created anew.
 *
 * <p><b>Progress.</b> Lock-free.
 */
final class RegionHeap {

  private final SharedMemory memory;
  private final long start;

  RegionHeap(SharedMemory memory, RegionLayout layout) {
    this.memory = memory;
    this.start = layout.heapStart();
  }

  /** Hands out a range; its offset is a multiple of 128. */
  long allocate(long bytes) {
    while (true) {
      long next = memory.getLongOpaque(RegionLayout.HEAP_NEXT);
      requireSound(next);
      long free = memory.size() - next;
      if (bytes > free) {
        throw new SharelockException(
            bytes > memory.size() - start ? Outcome.TOO_LARGE : Outcome.NO_MEMORY,
            "region has not enough space: bytes="
                + bytes
                + ", free="
                + free
                + ", regionBytes="
                + memory.size()
                + "; do: create the region with more bytes");
      }
      long end = RegionLayout.align(next + bytes);
      // orders nothing: the range is published by whoever got it
      if (memory.compareAndSetLong(RegionLayout.HEAP_NEXT, next, end)) {
        return next;
      }
    }
  }

  /** How many bytes have not been handed out. */
  long free() {
    return memory.size() - memory.getLongOpaque(RegionLayout.HEAP_NEXT);
  }

  /** Requires that a range lies in the heap. */
  boolean contains(long offset, long bytes) {
    return offset >= start
        && offset % RegionLayout.LINE == 0
        && bytes >= 1
        && bytes <= memory.size()
        && offset <= memory.size() - bytes;
  }

  private void requireSound(long next) {
    if (next < start || next > memory.size() || next % RegionLayout.LINE != 0) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "heap of the region is corrupt: heapNext="
              + next
              + ", start="
              + start
              + ", size="
              + memory.size()
              + "; do: create the region anew");
    }
  }
}
