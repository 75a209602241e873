package dev.sharelock.doorbell;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.format.Structure;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;

/**
 * Creates doorbells and recognises them.
 *
 * <p>The format word says in one store that there is a doorbell, in which version of the layout,
 * with how many slots, and how large: magic (40 bits), version, slots, binary logarithm of the
 * capacity (8 bits each).
 *
 * <p><b>Ordering.</b> {@code F1 setRelease(format)} in {@link #create}, after all other words and
 * rings, pairs with {@code A1 getAcquire(format)} in {@link #attach}.
 *
 * <p><b>Crash.</b> A creator that dies before F1 leaves memory that is no doorbell; it must be
 * zeroed before {@link #create} runs over it again, as a directory does.
 */
public final class DoorbellFormat {
  private static final long MAGIC = 0x53_4C_42_45_4CL;
  private static final int VERSION = 1;

  private DoorbellFormat() {}

  /**
   * Creates an open doorbell without consumer and producers. The memory must be the caller's alone
   * until then, and zeroed.
   *
   * @param memory where
   * @param layout what is wanted
   * @throws IllegalArgumentException if it does not fit into the memory
   * @throws IllegalStateException if the memory is in use
   */
  public static void create(SharedMemory memory, DoorbellLayout layout) {
    long bytes = DoorbellLayout.bytes(layout.slots(), layout.capacity());
    Structure structure = new Structure("doorbell", layout.base());
    structure.requireRoom(memory, bytes, "fewer slots or a smaller capacity");
    long found = memory.getLongAcquire(layout.format()); // 0, or A1 <- F1 of another
    structure.requireUnused(found);
    memory.setIntOpaque(layout.state(), DoorbellState.OPEN);
    memory.setIntOpaque(layout.waiting(), 0);
    for (int slot = 0; slot < layout.slots(); slot++) {
      memory.setLongOpaque(layout.owner(slot), 0);
      RingFormat.create(memory, layout.ring(slot), layout.capacity());
    }
    memory.setLongRelease(layout.format(), encode(layout)); // F1 -> A1
  }

  /**
   * Recognises a doorbell. Writes nothing.
   *
   * @param memory where
   * @param base its start, in bytes from the start of the memory
   * @return the layout
   * @throws SharelockException with {@link Outcome#WOULD_BLOCK} if it is not created yet, {@link
   *     Outcome#CORRUPT} if there is something else or it does not fit into the memory
   */
  public static DoorbellLayout attach(SharedMemory memory, long base) {
    long word = new DoorbellLayout(base, 1, RingLayout.MIN_CAPACITY).format();
    Structure structure = new Structure("doorbell", base);
    long found = memory.getLongAcquire(word); // A1 <- F1
    structure.requireCreated(found);
    int version = (int) (found >>> 16) & 0xff;
    int slots = (int) (found >>> 8) & 0xff;
    int log = (int) found & 0xff;
    boolean known = found >>> 24 == MAGIC && version == VERSION;
    boolean sound = slots >= 1 && slots <= DoorbellLayout.MAX_SLOTS && log >= 6 && log <= 40;
    if (!known || !sound || base > memory.size() - DoorbellLayout.bytes(slots, 1L << log)) {
      throw structure.unknown(found, "expectedVersion=" + VERSION + ", memory=" + memory.size());
    }
    return new DoorbellLayout(base, slots, 1L << log);
  }

  private static long encode(DoorbellLayout layout) {
    int log = Long.numberOfTrailingZeros(layout.capacity());
    return MAGIC << 24 | VERSION << 16 | layout.slots() << 8 | log;
  }
}
