package dev.sharelock.record;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.memory.SharedMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds channels and segments by their numbers, and creates them.
 *
 * <p>A channel lives in a block of the heap, to which everybody who uses it has a reference. The
 * table names the block only; when the last one has gone, the block is free, its id is stale, and
 * whoever comes next creates the channel anew. So nothing has to be counted here, and the allocator
 * returns what the dead held.
 *
 * <p><b>Layout</b>: {@link TableLayout}.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   T1  a number word is written once
 *   T2  a block that the table names was complete before it was named
 *   T3  no block id comes twice, so the block words of two equal readings did not change in between
 * </pre>
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   B1 compareAndSet(block, 0 or stale, id) pairs with B2 getAcquire(block)
 *      gives: the channel is complete (T2)
 *   Z1, Z2 of Channel
 *   D1 setVolatile(destroyed) pairs with D2 getVolatile(destroyed) of those who leave later
 *   M1 compareAndSet(number) pairs with M2 getVolatile(number): claims orders only among themselves
 * </pre>
 *
 * <p><b>Crash.</b> Before B1 the block is that of a dead participant, which recovery frees; after
 * it the channel is there, and gone again when recovery has freed it, unless somebody has joined.
 *
 * <p><b>Progress.</b> Lock-free: a compare-and-set fails only because another one has succeeded.
 */
final class ChannelTable {
  /** Puts into a new block what everybody is to find there. */
  interface Initializer {
    void fill(long offset);
  }

  /** How often to read the table again while it changes. */
  private static final int SNAPSHOTS = 1000;

  private final SharedMemory memory;
  private final TableLayout layout;
  private final Allocator allocator;

  ChannelTable(SharedMemory memory, TableLayout layout, Allocator allocator) {
    this.memory = memory;
    this.layout = layout;
    this.allocator = allocator;
  }

  /** A reference to the block of a number, which is created if it is not there. */
  long join(int number, long bytes, Initializer initializer) {
    int entry = claim(number);
    long mine = BlockId.NONE;
    while (true) {
      long found = memory.getLongAcquire(layout.block(entry)); // B2 <- B1
      if (found != BlockId.NONE && load(found)) {
        if (mine != BlockId.NONE) {
          allocator.release(mine);
        }
        return found;
      }
      if (mine == BlockId.NONE) {
        mine = create(bytes, initializer);
      }
      if (memory.compareAndSetLong(layout.block(entry), found, mine)) { // B1 -> B2
        return mine;
      }
    }
  }

  private long create(long bytes, Initializer initializer) {
    long id = allocator.allocate(bytes, ChannelLayout.ALIGNMENT);
    try {
      memory.fillBytes(allocator.offset(id), bytes, (byte) 0);
      initializer.fill(allocator.offset(id));
      return id;
    } catch (RuntimeException e) {
      allocator.release(id);
      throw e;
    }
  }

  /** A reference to the block of a number, or NONE. */
  long find(int number) {
    int entry = entryOf(number);
    if (entry >= 0) {
      long found = memory.getLongAcquire(layout.block(entry)); // B2 <- B1
      if (found != BlockId.NONE && load(found)) {
        return found;
      }
    }
    return BlockId.NONE;
  }

  /** A reference to a block, unless it is free or about to be. */
  private boolean load(long id) {
    Outcome outcome = allocator.load(id);
    if (outcome == Outcome.CORRUPT) {
      throw new SharelockException(
          outcome,
          "table of channels names no block: base="
              + layout.base()
              + ", id=0x"
              + Long.toHexString(id)
              + "; do: create the buffer anew");
    }
    if (outcome == Outcome.DONE && isAbandoned(allocator.offset(id))) {
      allocator.release(id);
      return false;
    }
    return outcome == Outcome.DONE;
  }

  private boolean isAbandoned(long offset) {
    return memory.getIntVolatile(ChannelLayout.abandonedAt(offset)) != 0; // Z2 <- Z1
  }

  /** The word that says that the buffer is to go. */
  long destroyed() {
    return layout.destroyed();
  }

  /** Forgets a block, if it is still the one of its number. */
  boolean remove(int number, long id) {
    int entry = entryOf(number);
    return entry >= 0
        && memory.compareAndSetLong(layout.block(entry), id, BlockId.NONE); // B1, of nothing
  }

  /** The numbers and blocks that were there together at one moment; no references. */
  List<long[]> snapshot() {
    List<long[]> before = read();
    for (int i = 0; i < SNAPSHOTS; i++) {
      List<long[]> after = read();
      if (equal(before, after)) {
        return after;
      }
      before = after;
    }
    throw new SharelockException(
        Outcome.WOULD_BLOCK,
        "table of channels changes all the time: base="
            + layout.base()
            + ", readings="
            + SNAPSHOTS
            + "; do: try again");
  }

  private List<long[]> read() {
    List<long[]> rows = new ArrayList<>();
    for (int entry = 0; entry < layout.entries(); entry++) {
      long number = memory.getLongVolatile(layout.number(entry)); // M2 <- M1
      if (number == 0) {
        break;
      }
      long block = memory.getLongVolatile(layout.block(entry)); // B2 <- B1
      if (block != BlockId.NONE) {
        rows.add(new long[] {number - 1, block});
      }
    }
    return rows;
  }

  private static boolean equal(List<long[]> some, List<long[]> others) {
    boolean same = some.size() == others.size();
    for (int i = 0; same && i < some.size(); i++) {
      same = some.get(i)[0] == others.get(i)[0] && some.get(i)[1] == others.get(i)[1];
    }
    return same;
  }

  /** The entry of a number, or -1. Entries are taken in order, so the first free one ends them. */
  private int entryOf(int number) {
    for (int entry = 0; entry < layout.entries(); entry++) {
      long found = memory.getLongVolatile(layout.number(entry)); // M2 <- M1
      if (found == 1L + number) {
        return entry;
      }
      if (found == 0) {
        return -1;
      }
    }
    return -1;
  }

  private int claim(int number) {
    for (int entry = 0; entry < layout.entries(); entry++) {
      long found = memory.compareAndExchangeLong(layout.number(entry), 0, 1L + number); // M1 -> M2
      if (found == 0 || found == 1L + number) {
        return entry;
      }
    }
    throw new SharelockException(
        Outcome.NO_MEMORY,
        "table of channels is full: base="
            + layout.base()
            + ", entries="
            + layout.entries()
            + ", number="
            + number
            + "; do: use the numbers of removed channels again, or create the buffer with more");
  }
}
