package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.format.Structure;
import dev.sharelock.memory.SharedMemory;

/**
 * Creates queues and recognises them.
 *
 * <p><b>Ordering.</b> {@code F1 setRelease(format)} in {@link #create}, after all other words,
 * pairs with {@code A1 getAcquire(format)} in {@link #attach}: whoever recognises the queue sees
 * all of it.
 *
 * <p><b>Crash.</b> A creator that dies before F1 leaves memory that is no queue.
 */
public final class QueueFormat {
  /** "SLqueu" and the version of this layout. */
  private static final long MAGIC = 0x534C_7175_6575_0003L;

  private QueueFormat() {}

  private static long format(int capacity, int seats, int words) {
    return Structure.format(MAGIC, capacity, seats, words);
  }

  /**
   * Creates an empty, open queue in zeroed memory that nobody else uses yet.
   *
   * @param memory where
   * @param layout where in it, and how large
   * @throws IllegalArgumentException if it does not fit into the memory
   * @throws IllegalStateException if the format word is not 0
   */
  public static void create(SharedMemory memory, QueueLayout layout) {
    Structure structure = new Structure("queue", layout.base());
    structure.requireRoom(memory, layout.bytes(), "a smaller capacity, fewer seats, fewer words");
    long found = memory.getLongAcquire(layout.format()); // 0, or A1 <- F1 of another
    structure.requireUnused(found);
    memory.setIntOpaque(QueueLayout.capacityAt(layout.base()), layout.capacity());
    memory.setIntOpaque(QueueLayout.seatsAt(layout.base()), layout.seats());
    memory.setIntOpaque(QueueLayout.wordsAt(layout.base()), layout.words());
    long format = format(layout.capacity(), layout.seats(), layout.words());
    memory.setLongRelease(layout.format(), format); // F1 -> A1
  }

  /**
   * Recognises a queue. Writes nothing.
   *
   * @param memory where
   * @param base the start of the queue, in bytes from the start of the memory
   * @return the layout
   * @throws SharelockException with {@link Outcome#WOULD_BLOCK} if the queue is not created yet,
   *     {@link Outcome#CORRUPT} if there is something else or it does not fit into the memory
   */
  public static QueueLayout attach(SharedMemory memory, long base) {
    Structure structure = new Structure("queue", base);
    long found = memory.getLongAcquire(new QueueLayout(base, 1, 1, 1).format()); // A1 <- F1
    structure.requireCreated(found);
    int capacity = memory.getIntOpaque(QueueLayout.capacityAt(base));
    int seats = memory.getIntOpaque(QueueLayout.seatsAt(base));
    int words = memory.getIntOpaque(QueueLayout.wordsAt(base));
    boolean known =
        found == format(capacity, seats, words) && QueueLayout.fits(capacity, seats, words);
    QueueLayout layout = known ? new QueueLayout(base, capacity, seats, words) : null;
    if (layout == null || base > memory.size() - layout.bytes()) {
      throw structure.unknown(
          found,
          "capacity="
              + capacity
              + ", seats="
              + seats
              + ", words="
              + words
              + ", memory="
              + memory.size());
    }
    return layout;
  }

  /** Recognises a queue of blocks. */
  static QueueLayout attachBlocks(SharedMemory memory, long base) {
    QueueLayout layout = attach(memory, base);
    if (layout.words() != BlockQueue.WORDS) {
      throw new SharelockException(
          Outcome.REFUSED,
          "no queue of blocks: base="
              + base
              + ", words="
              + layout.words()
              + "; do: create it with BlockQueue.WORDS");
    }
    return layout;
  }
}
