package dev.sharelock.request;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.doorbell.DoorbellFormat;
import dev.sharelock.doorbell.DoorbellLayout;
import dev.sharelock.format.Structure;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.ring.RingFormat;

/**
 * Creates rendezvous of clients and a server, and recognises them. Requests and replies are parts
 * of one object with one format word, so that nobody finds the requests of one and the replies of
 * another (S9).
 *
 * <p><b>Ordering.</b> {@code F1 setRelease(format)} in {@link #create}, after all other words,
 * pairs with {@code A1 getAcquire(format)} in {@link #attach}.
 *
 * <p><b>Crash.</b> A creator that dies before F1 leaves memory that is no rendezvous; it must be
 * zeroed before {@link #create} runs over it again, as a directory does.
 */
public final class RequestFormat {
  private static final long MAGIC = 0x534C_5250_43L;
  private static final int VERSION = 1;

  private RequestFormat() {}

  /**
   * Creates a rendezvous without server and clients. The memory must be the caller's alone until
   * then, and zeroed.
   *
   * @param memory where
   * @param layout what is wanted
   * @throws IllegalArgumentException if it does not fit into the memory
   * @throws IllegalStateException if the memory is in use
   */
  public static void create(SharedMemory memory, RequestLayout layout) {
    DoorbellLayout requests = layout.requests();
    long bytes = RequestLayout.bytes(requests.slots(), requests.capacity());
    Structure structure = new Structure("rendezvous", layout.format());
    structure.requireRoom(memory, bytes, "fewer clients or a smaller capacity");
    DoorbellFormat.create(memory, requests);
    for (int slot = 0; slot < requests.slots(); slot++) {
      RingFormat.create(memory, layout.replies(slot), layout.replyCapacity());
    }
    long word = MAGIC << 24 | VERSION << 16 | Long.numberOfTrailingZeros(layout.replyCapacity());
    memory.setLongRelease(layout.format(), word); // F1 -> A1
  }

  /**
   * Recognises a rendezvous. Writes nothing.
   *
   * @param memory where
   * @param base its start, in bytes from the start of the memory
   * @return the layout
   * @throws SharelockException with {@link Outcome#WOULD_BLOCK} if it is not created yet, {@link
   *     Outcome#CORRUPT} if there is something else
   */
  public static RequestLayout attach(SharedMemory memory, long base) {
    RequestLayout smallest = RequestLayout.of(base, 1, 1);
    Structure structure = new Structure("rendezvous", base);
    long found = memory.getLongAcquire(smallest.format()); // A1 <- F1
    structure.requireCreated(found);
    int log = (int) found & 0xffff;
    boolean known = found >>> 24 == MAGIC && ((int) (found >>> 16) & 0xff) == VERSION;
    if (known && log >= 6 && log <= 40) {
      DoorbellLayout requests = DoorbellFormat.attach(memory, smallest.requests().base());
      if (requests.capacity() == 1L << log
          && base <= memory.size() - RequestLayout.bytes(requests.slots(), 1L << log)) {
        return new RequestLayout(requests, 1L << log);
      }
    }
    throw structure.unknown(found, "expectedVersion=" + VERSION + ", memory=" + memory.size());
  }
}
