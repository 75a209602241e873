package dev.sharelock.ring;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.format.Structure;
import dev.sharelock.memory.SharedMemory;

/**
 * Creates rings and recognises them.
 *
 * <p>The format word says in one store that there is a ring, in which version of the layout, and
 * how large: magic (48 bits), version (8 bits), binary logarithm of the capacity (8 bits).
 *
 * <p><b>Ordering.</b> {@code F1 setRelease(format)} in {@link #create}, after all other words,
 * pairs with {@code A1 getAcquire(format)} in {@link #attach}: whoever recognises the ring sees all
 * of it (S8).
 *
 * <p><b>Crash.</b> A creator that dies before F1 leaves memory that is no ring; {@link #create} may
 * run again over it.
 */
public final class RingFormat {
  private static final long MAGIC = 0x534C_5249_4E47L;
  private static final int VERSION = 1;

  private RingFormat() {}

  /**
   * Creates an empty, open ring without producer and consumer. The memory must be the caller's
   * alone until then, and its format word must be 0, as it is in fresh memory.
   *
   * @param memory where
   * @param base the start of the ring, in bytes from the start of the memory; a multiple of {@link
   *     RingLayout#ALIGNMENT}
   * @param minCapacity how many bytes of data must fit; rounded up to a power of two
   * @return the layout
   * @throws IllegalArgumentException if it does not fit into the memory
   * @throws IllegalStateException if the format word is not 0
   */
  public static RingLayout create(SharedMemory memory, long base, long minCapacity) {
    RingLayout layout = new RingLayout(base, RingLayout.roundedCapacity(minCapacity));
    long bytes = RingLayout.bytes(layout.capacity());
    Structure structure = new Structure("ring", base);
    structure.requireRoom(memory, bytes, "a smaller capacity");
    long found = memory.getLongAcquire(layout.format()); // 0, or A1 <- F1 of another
    structure.requireUnused(found);
    memory.setLongOpaque(layout.head(), 0);
    memory.setLongOpaque(layout.tail(), 0);
    memory.setIntOpaque(layout.state(), RingControl.OPEN);
    memory.setLongOpaque(layout.producer(), 0);
    memory.setLongOpaque(layout.consumer(), 0);
    memory.setIntOpaque(layout.consumerWaiting(), 0);
    memory.setIntOpaque(layout.producerWaiting(), 0);
    memory.setLongRelease(layout.format(), encode(layout.capacity())); // F1 -> A1
    return layout;
  }

  /**
   * Asks whether {@link #create} has finished.
   *
   * @param memory where
   * @param base the start of the ring
   * @return whether the format word is not 0; {@link #attach} says whether it is right
   */
  public static boolean isReady(SharedMemory memory, long base) {
    RingLayout layout = new RingLayout(base, RingLayout.MIN_CAPACITY);
    return memory.getLongAcquire(layout.format()) != 0; // A1 <- F1
  }

  /**
   * Recognises a ring. Writes nothing.
   *
   * @param memory where
   * @param base the start of the ring, in bytes from the start of the memory
   * @return the layout
   * @throws SharelockException with {@link Outcome#WOULD_BLOCK} if the ring is not created yet,
   *     {@link Outcome#CORRUPT} if there is something else or it does not fit into the memory
   */
  public static RingLayout attach(SharedMemory memory, long base) {
    Structure structure = new Structure("ring", base);
    long found = memory.getLongAcquire(new RingLayout(base, 64).format()); // A1 <- F1
    structure.requireCreated(found);
    int version = (int) (found >>> 8) & 0xff;
    int log = (int) found & 0xff;
    boolean known = found >>> 16 == MAGIC && version == VERSION;
    if (!known || log < 6 || log > 40 || base > memory.size() - RingLayout.bytes(1L << log)) {
      throw structure.unknown(found, "expectedVersion=" + VERSION + ", memory=" + memory.size());
    }
    return new RingLayout(base, 1L << log);
  }

  /**
   * Makes the memory of a ring fit for {@link #create} again. Nobody may have it open.
   *
   * @param memory where
   * @param base the start of the ring
   */
  public static void erase(SharedMemory memory, long base) {
    RingLayout layout = new RingLayout(base, RingLayout.MIN_CAPACITY);
    memory.setLongRelease(layout.format(), 0); // what was done to the ring stays before it
  }

  private static long encode(long capacity) {
    return MAGIC << 16 | VERSION << 8 | Long.numberOfTrailingZeros(capacity);
  }
}
