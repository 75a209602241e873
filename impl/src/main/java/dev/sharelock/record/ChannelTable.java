package dev.sharelock.record;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.roles.Places;
import dev.sharelock.waiting.SignalWait;
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
 *   T3  one at a time fills a segment of a number: the filler, unless that one is dead or evicted
 *   T4  no block id comes twice, so the block words of two equal readings did not change in between
 * </pre>
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   B1 compareAndSet(block, 0 or stale, id) pairs with B2 getAcquire(block)
 *      gives: the channel is complete (T2)
 *   Z1, Z2 of ChannelBlocks
 *   D1 setVolatile(destroyed) pairs with D2 getVolatile(destroyed) of those who leave later
 *   O1, O2 of Places, for the filler of a segment
 *   G1 getAndAdd(signal) after O2 pairs with G2 getAcquire(signal) before the look
 *      gives: whoever waits for the filler sees that it has gone, or is woken
 *   M1 compareAndSet(number) pairs with M2 getVolatile(number): claims orders only among themselves
 * </pre>
 *
 * <p><b>Crash.</b> Before B1 the block is that of a dead participant, which recovery frees; after
 * it the channel is there, and gone again when recovery has freed it, unless somebody has joined.
 * Whoever waits for a filler that is dead, or was evicted, takes its place and fills a block of its
 * own; of the two, B1 makes one the segment.
 *
 * <p><b>Progress.</b> Lock-free: a compare-and-set fails only because another one has succeeded.
 * Whoever opens a segment waits while another one fills it.
 */
final class ChannelTable {
  /** Puts into a new block what everybody is to find there. */
  interface Initializer {
    void fill(long offset);
  }

  /** How long to wait for an initialiser of somebody else. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  /** How often to read the table again while it changes. */
  private static final int SNAPSHOTS = 1000;

  private final ParticipantContext context;
  private final SharedMemory memory;
  private final TableLayout layout;
  private final Allocator allocator;
  private final ChannelBlocks blocks;

  ChannelTable(
      ParticipantContext context, TableLayout layout, Allocator allocator, ChannelBlocks blocks) {
    this.context = context;
    this.memory = context.memory();
    this.layout = layout;
    this.allocator = allocator;
    this.blocks = blocks;
  }

  /** A reference to the block of a number, which is created if it is not there. */
  long join(int number, long bytes, Initializer initializer) {
    return joinAt(claim(number), bytes, initializer);
  }

  private long joinAt(int entry, long bytes, Initializer initializer) {
    long mine = BlockId.NONE;
    while (true) {
      long found = memory.getLongAcquire(layout.block(entry)); // B2 <- B1
      if (blocks.take(found)) {
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

  /** The same for an initialiser that must not run while another one does for this number. */
  long joinInTurn(int number, long bytes, Initializer initializer) {
    int entry = claim(number);
    Places filler = new Places(context, layout.filler(entry), 1);
    long deadline = Deadline.after(context.environment().nanoTime(), PATIENCE_NANOS);
    while (true) {
      int signal = memory.getIntAcquire(layout.signal(entry)); // G2 <- G1
      long found = memory.getLongAcquire(layout.block(entry)); // B2 <- B1
      if (blocks.take(found)) {
        return found;
      }
      if (filler.takeOver() != Places.NONE) {
        try {
          return joinAt(entry, bytes, initializer);
        } finally {
          filler.leave(0);
          signal(entry);
        }
      }
      await(entry, signal, deadline, filler.owner(0));
    }
  }

  private void signal(int entry) {
    int ignored = memory.getAndAddInt(layout.signal(entry), 1); // G1 -> G2
    memory.wake(layout.signal(entry), Integer.MAX_VALUE);
  }

  private void await(int entry, int signal, long deadline, long filler) {
    if (filler == context.participants().self()) {
      throw new IllegalStateException(
          "segment is asked for by its own initialiser: number="
              + (memory.getLongOpaque(layout.number(entry)) - 1)
              + "; do: open what an initialiser needs before the segment");
    }
    Outcome failure = SignalWait.sleep(context, layout.signal(entry), signal, deadline);
    if (failure != Outcome.WOULD_BLOCK) {
      throw new SharelockException(
          failure,
          "segment is being filled by another participant: entry="
              + entry
              + ", participant="
              + filler
              + "; do: try again, or look at what its initialiser does");
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
