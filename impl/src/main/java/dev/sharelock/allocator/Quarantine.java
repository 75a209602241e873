package dev.sharelock.allocator;

import dev.sharelock.memory.SharedMemory;

/**
 * Watches blocks that this holder has released, instead of using them again: who writes to one of
 * them, or beyond the end of a block, is found out. For tests.
 *
 * <p>A block in quarantine is kept by this holder (see {@link BlockState}) and filled with a
 * pattern. When it has to make room for another one, or the handle is trimmed or closed, the
 * pattern is compared and the block is freed.
 */
final class Quarantine {
  /** What released blocks are filled with. */
  private static final byte RELEASED = (byte) 0xDB;

  /** What new blocks are filled with, and what is behind their exact size. */
  private static final byte FRESH = (byte) 0xCB;

  private final Heap heap;
  private final SharedMemory memory;
  private final Kept kept;
  private final long[] ids;
  private int oldest;
  private int count;
  private IllegalStateException misuse;

  Quarantine(Heap heap, int self, int blocks, Kept kept) {
    this.heap = heap;
    this.memory = heap.memory();
    this.kept = kept;
    this.ids = new long[blocks];
  }

  /** Prepares a block that was just allocated. */
  void begin(int unit) {
    memory.fillBytes(heap.dataOffset(unit), heap.blockBytes(unit), FRESH);
  }

  /**
   * Ends the use of a block and takes it.
   *
   * @param state its state, in which this holder is the only one
   * @return false if that has just changed
   */
  boolean take(int unit, long state) {
    long next = BlockState.kept(state);
    if (!heap.changeState(unit, state, next)) {
      return false;
    }
    long slack = Integer.toUnsignedLong(heap.slack(unit));
    long all = heap.blockBytes(unit);
    long written = firstOther(unit, all - slack, FRESH);
    memory.fillBytes(heap.dataOffset(unit), all, RELEASED);
    if (written >= 0) {
      found(Refusal.writtenBeyondItsEnd(heap.id(unit, BlockState.generation(state)), written));
    }
    if (count == ids.length) {
      freeOldest();
    }
    ids[(oldest + count) % ids.length] = heap.id(unit, BlockState.generation(next));
    count++;
    return true;
  }

  private void found(IllegalStateException more) {
    misuse = misuse == null ? more : misuse;
  }

  /** Throws what was found first since the last time. */
  void complain() {
    IllegalStateException found = misuse;
    misuse = null;
    if (found != null) {
      throw found;
    }
  }

  /** Frees the block that was released first. */
  private void freeOldest() {
    long id = ids[oldest];
    oldest = (oldest + 1) % ids.length;
    count--;
    int unit = heap.unit(id);
    if (firstOther(unit, 0, RELEASED) >= 0) {
      found(Refusal.writtenAfterItsRelease(id - BlockId.NEXT_GENERATION));
    }
    kept.free(id);
  }

  /** Frees all blocks; returns how many there were. */
  int drain() {
    int drained = count;
    while (count > 0) {
      freeOldest();
    }
    return drained;
  }

  /** The first byte from an offset on that is not as it was filled; -1 if there is none. */
  private long firstOther(int unit, long from, byte filled) {
    long start = heap.dataOffset(unit);
    long end = heap.blockBytes(unit);
    for (long i = from; i < end; i++) {
      if (memory.readByte(start + i) != filled) {
        return i;
      }
    }
    return -1;
  }
}
