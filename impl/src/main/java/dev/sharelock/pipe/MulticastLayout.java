package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.QueueLayout;

/**
 * Where the words of a multicast are: a place and a queue for each subscriber.
 *
 * <pre>
 *   base + 0x000  format     u64  magic, version; written last when created
 *          0x008  publisher  u64  number of the participant that publishes; 0 for none
 *          0x010  places     i32  how many subscribers there can be at a time
 *          0x014  capacity   i32  how many values wait for each of them
 *          0x018  words      i32  how many 64-bit words a value has
 *          0x020  ended      u64  1 when the stream has ended
 *          0x028  subscriptions u64 how many there have been; the last one has this number
 *          0x080  owner      u64[places]  number of the participant that has the place
 *                 active     u64[places]  number of the subscription from when it wants values
 *                                 until it is dropped
 *          queues                 one for each place, see QueueLayout, with room for one value
 *                                 more than the capacity
 *          held                   of a multicast of blocks: a queue, see BlockPublisher
 * </pre>
 *
 * @param base the start, in bytes from the start of the memory; a multiple of {@link
 *     QueueLayout#ALIGNMENT}
 * @param places how many subscribers there can be at a time, 1 to {@link #MAX_PLACES}
 * @param capacity how many values wait for each of them, less than {@link QueueLayout#MAX_CAPACITY}
 * @param words how many 64-bit words a value has; {@link #BLOCKS} for references to blocks
 */
public record MulticastLayout(long base, int places, int capacity, int words) {
  /** The greatest number of subscribers at a time. */
  public static final int MAX_PLACES = 256;

  /** The number of words that says that values are references to blocks. */
  public static final int BLOCKS = 0;

  /** The greatest capacity of a multicast of blocks. */
  public static final int MAX_BLOCKS = 56;

  /** What may be held besides what waits: the spare one, and what the dead have left or doubled. */
  private static final int MORE_BLOCKS = 8;

  /** The newest value has room before the oldest is dropped. */
  static final int SPARE = 1;

  /** The subscriber, the publisher, and their successors while the dead have theirs. */
  private static final int SEATS = 4;

  private static final long PUBLISHER = 0x008;
  private static final long PLACES = 0x010;
  private static final long CAPACITY = 0x014;
  private static final long WORDS = 0x018;
  private static final long ENDED = 0x020;
  private static final long SUBSCRIPTIONS = 0x028;
  private static final long OWNERS = 0x080;

  /**
   * Checks the values.
   *
   * @param base as above
   * @param places as above
   * @param capacity as above
   * @param words as above
   */
  public MulticastLayout {
    if (places < 1 || places > MAX_PLACES) {
      throw new IllegalArgumentException(
          "number of subscribers is out of range: places="
              + places
              + ", min=1, max="
              + MAX_PLACES
              + "; do: choose one in the range");
    }
    int wordsInLane = wordsInLane(words);
    for (int room = capacity; room <= capacity + SPARE; room++) {
      QueueLayout ignored = new QueueLayout(base, room, SEATS, wordsInLane);
    }
    if (words == BLOCKS && capacity > MAX_BLOCKS) {
      throw new IllegalArgumentException(
          "capacity is too great for blocks: capacity="
              + capacity
              + ", max="
              + MAX_BLOCKS
              + "; do: choose a smaller one");
    }
  }

  private static int wordsInLane(int words) {
    return words == BLOCKS ? 1 : words; // the id of the block
  }

  static boolean fits(int places, int capacity, int words) {
    return places >= 1
        && places <= MAX_PLACES
        && capacity >= 1
        && capacity <= (words == BLOCKS ? MAX_BLOCKS : QueueLayout.MAX_CAPACITY - SPARE)
        && words >= BLOCKS
        && words <= QueueLayout.MAX_WORDS;
  }

  long format() {
    return base;
  }

  long publisher() {
    return base + PUBLISHER;
  }

  static long placesAt(long base) {
    return base + PLACES;
  }

  static long capacityAt(long base) {
    return base + CAPACITY;
  }

  static long wordsAt(long base) {
    return base + WORDS;
  }

  /**
   * Tells where it stands that the stream has ended.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long ended() {
    return base + ENDED;
  }

  /**
   * Tells where it stands how many subscriptions there have been.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long subscriptions() {
    return base + SUBSCRIPTIONS;
  }

  long owners() {
    return base + OWNERS;
  }

  /**
   * Tells where it stands who is active at a place.
   *
   * @param place which, from 0
   * @return the word, in bytes from the start of the memory
   */
  public long active(int place) {
    return owners() + (long) Long.BYTES * (places + place);
  }

  /**
   * Tells where the queue of a place is.
   *
   * @param place which, from 0
   * @return its layout
   */
  public QueueLayout queue(int place) {
    long first = aligned(active(places));
    QueueLayout lane = new QueueLayout(first, capacity + SPARE, SEATS, wordsInLane(words));
    long stride = aligned(lane.bytes());
    return new QueueLayout(first + stride * place, lane.capacity(), SEATS, lane.words());
  }

  /**
   * Tells where the queue is that holds blocks.
   *
   * @return its layout, if values are references to blocks
   */
  public QueueLayout held() {
    QueueLayout last = queue(places - 1);
    long first = aligned(last.base() + last.bytes());
    int seats = Math.min(QueueLayout.MAX_SEATS, places + SEATS); // all may come at the end
    return new QueueLayout(first, capacity + MORE_BLOCKS, seats, BlockQueue.WORDS);
  }

  private static long aligned(long offset) {
    return offset + QueueLayout.ALIGNMENT - 1 & -QueueLayout.ALIGNMENT;
  }

  /** Refuses to take values for blocks, or blocks for values. */
  MulticastLayout requireBlocks(boolean wanted) {
    if (wanted != hasBlocks()) {
      throw new SharelockException(
          Outcome.REFUSED,
          "multicast carries something else: base="
              + base
              + ", blocks="
              + hasBlocks()
              + "; do: use "
              + (wanted ? "Publisher and Subscriber" : "BlockPublisher and BlockSubscriber"));
    }
    return this;
  }

  /** Whether values are references to blocks. */
  boolean hasBlocks() {
    return words == BLOCKS;
  }

  /**
   * Tells how much memory it takes.
   *
   * @return its size in bytes
   */
  public long bytes() {
    QueueLayout last = hasBlocks() ? held() : queue(places - 1);
    return last.base() + last.bytes() - base;
  }

  /**
   * Names all fields.
   *
   * @param prefix what each name begins with, for example {@code multicast}
   * @param names who is told
   */
  public void describe(String prefix, FieldNames names) {
    names.word(format(), Long.BYTES, prefix + ".format");
    names.word(publisher(), Long.BYTES, prefix + ".publisher");
    names.word(placesAt(base), Integer.BYTES, prefix + ".places");
    names.word(capacityAt(base), Integer.BYTES, prefix + ".capacity");
    names.word(wordsAt(base), Integer.BYTES, prefix + ".words");
    names.word(ended(), Long.BYTES, prefix + ".ended");
    names.word(subscriptions(), Long.BYTES, prefix + ".subscriptions");
    for (int place = 0; place < places; place++) {
      names.word(
          owners() + (long) Long.BYTES * place, Long.BYTES, prefix + ".owner[" + place + "]");
      names.word(active(place), Long.BYTES, prefix + ".active[" + place + "]");
      queue(place).describe(prefix + ".queue[" + place + "]", names);
    }
    if (hasBlocks()) {
      held().describe(prefix + ".held", names);
    }
  }
}
