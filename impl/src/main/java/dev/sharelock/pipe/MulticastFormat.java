package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.format.Structure;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;

/**
 * Creates multicasts and recognises them.
 *
 * <p><b>Ordering.</b> {@code F1 setRelease(format)} in {@link #create}, after all other words,
 * pairs with {@code A1 getAcquire(format)} in {@link #attach}.
 *
 * <p><b>Crash.</b> A creator that dies before F1 leaves memory that is no multicast.
 */
public final class MulticastFormat {
  /** "SLmult" and the version of this layout. */
  private static final long MAGIC = 0x534C_6D75_6C74_0003L;

  private MulticastFormat() {}

  /**
   * Creates a multicast without publisher and subscribers in zeroed memory that nobody uses yet.
   *
   * @param memory where
   * @param layout where in it, and how large
   * @throws IllegalArgumentException if it does not fit into the memory
   * @throws IllegalStateException if the memory is in use
   */
  public static void create(SharedMemory memory, MulticastLayout layout) {
    for (int place = 0; place < layout.places(); place++) {
      QueueFormat.create(memory, layout.queue(place));
    }
    if (layout.hasBlocks()) {
      QueueFormat.create(memory, layout.held());
    }
    memory.setIntOpaque(MulticastLayout.placesAt(layout.base()), layout.places());
    memory.setIntOpaque(MulticastLayout.capacityAt(layout.base()), layout.capacity());
    memory.setIntOpaque(MulticastLayout.wordsAt(layout.base()), layout.words());
    memory.setLongRelease(layout.format(), MAGIC); // F1 -> A1
  }

  /**
   * Recognises a multicast. Writes nothing.
   *
   * @param memory where
   * @param base the start, in bytes from the start of the memory
   * @return the layout
   * @throws SharelockException with {@link Outcome#CORRUPT} if there is none of this version
   */
  public static MulticastLayout attach(SharedMemory memory, long base) {
    Structure structure = new Structure("multicast", base);
    long found = memory.getLongAcquire(base); // A1 <- F1
    int places = memory.getIntOpaque(MulticastLayout.placesAt(base));
    int capacity = memory.getIntOpaque(MulticastLayout.capacityAt(base));
    int words = memory.getIntOpaque(MulticastLayout.wordsAt(base));
    boolean known = found == MAGIC && MulticastLayout.fits(places, capacity, words);
    MulticastLayout layout = known ? new MulticastLayout(base, places, capacity, words) : null;
    if (layout == null || base > memory.size() - layout.bytes()) {
      throw structure.unknown(
          found,
          "places="
              + places
              + ", capacity="
              + capacity
              + ", words="
              + words
              + ", memory="
              + memory.size());
    }
    for (int place = 0; place < places; place++) {
      requireQueue(memory, layout.queue(place), structure);
    }
    if (layout.hasBlocks()) {
      requireQueue(memory, layout.held(), structure);
    }
    return layout;
  }

  private static void requireQueue(SharedMemory memory, QueueLayout wanted, Structure structure) {
    QueueLayout found = QueueFormat.attach(memory, wanted.base());
    if (!found.equals(wanted)) {
      throw structure.unknown(MAGIC, "found=" + found + ", wanted=" + wanted);
    }
  }
}
