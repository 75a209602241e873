package dev.sharelock.request;

import dev.sharelock.doorbell.DoorbellLayout;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.ring.RingLayout;

/**
 * Where the parts of a rendezvous of clients and a server are.
 *
 * <pre>
 *   base + 0x000  format    u64  magic, version, capacity of the replies; written last
 *          0x080  requests       a doorbell: the ring of slot s carries the requests of client s
 *          then   replies        for each slot a ring: the replies to client s
 * </pre>
 *
 * <p>A request is a frame {client u64, id u64, bytes}; a reply is a frame {client u64, id u64,
 * status i32, 0 i32, bytes}. The client is the number of the participant, which is never given
 * again: it keeps the replies to a dead client from the next one in its slot.
 *
 * @param requests the doorbell
 * @param replyCapacity of the ring of replies of each client in bytes, a power of two
 */
public record RequestLayout(DoorbellLayout requests, long replyCapacity) {
  static final int REQUEST_HEADER = 16;
  static final int REPLY_HEADER = 24;

  private static final long DOORBELL = 0x080;

  /**
   * Checks the values.
   *
   * @param requests the doorbell
   * @param replyCapacity of the ring of replies of each client in bytes
   */
  public RequestLayout {
    RingLayout first = new RingLayout(requests.base(), replyCapacity); // checks it
    if (requests.base() < DOORBELL || first.base() > Long.MAX_VALUE - DOORBELL) {
      throw new IllegalArgumentException(
          "rendezvous is misplaced: doorbell="
              + requests.base()
              + "; do: use RequestLayout.of with the start of the whole");
    }
  }

  /**
   * Lays out a rendezvous.
   *
   * @param base its start, in bytes from the start of the memory; a multiple of {@link
   *     DoorbellLayout#ALIGNMENT}
   * @param clients how many there can be at a time, from 1 to {@link DoorbellLayout#MAX_SLOTS}
   * @param minCapacity how many bytes of requests, and of replies, must fit for each client
   * @return the layout
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static RequestLayout of(long base, int clients, long minCapacity) {
    long capacity = RingLayout.roundedCapacity(minCapacity);
    return new RequestLayout(new DoorbellLayout(base + DOORBELL, clients, capacity), capacity);
  }

  /**
   * Tells how much memory a rendezvous takes.
   *
   * @param clients how many there can be at a time
   * @param minCapacity how many bytes of requests, and of replies, must fit for each client
   * @return its size in bytes
   */
  public static long bytes(int clients, long minCapacity) {
    long capacity = RingLayout.roundedCapacity(minCapacity);
    return DOORBELL
        + DoorbellLayout.bytes(clients, capacity)
        + clients * RingLayout.stride(capacity);
  }

  /**
   * Tells where the word that says that there is a rendezvous is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long format() {
    return requests.base() - DOORBELL;
  }

  /**
   * Tells where the ring of the replies to a client is.
   *
   * @param slot of the client
   * @return the start of the ring, in bytes from the start of the memory
   */
  public long replies(int slot) {
    long behind = requests.base() + DoorbellLayout.bytes(requests.slots(), requests.capacity());
    return behind + slot * RingLayout.stride(replyCapacity);
  }

  /**
   * Tells how long a request can be.
   *
   * @return the number of bytes
   */
  public long maxRequest() {
    return requests.capacity() - Long.BYTES - REQUEST_HEADER;
  }

  /**
   * Tells how long a reply can be.
   *
   * @return the number of bytes
   */
  public long maxReply() {
    return replyCapacity - Long.BYTES - REPLY_HEADER;
  }

  /**
   * Names all fields.
   *
   * @param prefix what each name begins with, for example {@code rpc}
   * @param names who is told
   */
  public void describe(String prefix, FieldNames names) {
    names.word(format(), Long.BYTES, prefix + ".format");
    requests.describe(prefix + ".bell", names);
    for (int slot = 0; slot < requests.slots(); slot++) {
      new RingLayout(replies(slot), replyCapacity)
          .describe(prefix + ".replies[" + slot + "]", names);
    }
  }
}
