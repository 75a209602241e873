package dev.sharelock.ring;

import dev.sharelock.memory.FieldNames;

/**
 * Where the words and the data of a ring are.
 *
 * <pre>
 *   base + 0x000  format           u64  magic, version, capacity; written last when created
 *          0x008  state            i32  open or closed
 *          0x010  producer         u64  number of the participant that is the producer
 *          0x018  consumer         u64  number of the participant that is the consumer
 *          0x080  head             u64  bytes ever published; written by the producer only
 *          0x100  tail             u64  bytes ever released; written by the consumer only
 *          0x180  consumerWaiting  i32  see Waiter
 *          0x200  producerWaiting  i32  see Waiter
 *          0x280  data             capacity bytes; byte c of the stream is at c mod capacity
 * </pre>
 *
 * <p>Words that are written at different times are 128 bytes apart, because processors fetch cache
 * lines of 64 bytes in pairs.
 *
 * @param base the start of the ring, in bytes from the start of the memory; a multiple of {@link
 *     #ALIGNMENT}
 * @param capacity of the data in bytes; a power of two between {@link #MIN_CAPACITY} and {@link
 *     #MAX_CAPACITY}
 */
public record RingLayout(long base, long capacity) {

  /** What the start of a ring must be a multiple of. */
  public static final long ALIGNMENT = 128;

  /** The smallest capacity in bytes. */
  public static final long MIN_CAPACITY = 64;

  /** The greatest capacity in bytes. */
  public static final long MAX_CAPACITY = 1L << 40;

  private static final int PAYING_BYTES = 2048;

  /** How much free space a producer asks for in advance. */
  static final int AHEAD_BYTES = 512;

  private static final long STATE = 0x008;
  private static final long PRODUCER = 0x010;
  private static final long CONSUMER = 0x018;
  private static final long HEAD = 0x080;
  private static final long TAIL = 0x100;
  private static final long CONSUMER_WAITING = 0x180;
  private static final long PRODUCER_WAITING = 0x200;
  private static final long DATA = 0x280;

  /**
   * Checks the values.
   *
   * @param base the start of the ring
   * @param capacity of the data in bytes
   */
  public RingLayout {
    if (base < 0 || base % ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "ring is misplaced: base="
              + base
              + ", alignment="
              + ALIGNMENT
              + "; do: place it at a multiple of the alignment");
    }
    if (capacity != roundedCapacity(capacity)) {
      throw new IllegalArgumentException(
          "ring capacity is no power of two: capacity="
              + capacity
              + "; do: use RingLayout.roundedCapacity");
    }
  }

  /**
   * Rounds a capacity up to the next one that a ring can have.
   *
   * @param minCapacity how many bytes must fit, from 1 to {@link #MAX_CAPACITY}
   * @return the next power of two, at least {@link #MIN_CAPACITY}
   * @throws IllegalArgumentException if it is out of range
   */
  public static long roundedCapacity(long minCapacity) {
    if (minCapacity < 1 || minCapacity > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "ring capacity is out of range: capacity="
              + minCapacity
              + ", min=1, max="
              + MAX_CAPACITY
              + "; do: choose a capacity in the range");
    }
    long floor = Math.max(minCapacity, MIN_CAPACITY);
    long power = Long.highestOneBit(floor);
    return power == floor ? power : power << 1;
  }

  /** How many more bytes a pause must bring to have paid: what comes when a ring is in full use. */
  static long paying(long capacity) {
    return Math.min(PAYING_BYTES, capacity / 2);
  }

  /**
   * Tells how much memory a ring takes.
   *
   * @param minCapacity how many bytes of data must fit
   * @return its size in bytes, data and words, a multiple of {@link #MIN_CAPACITY}
   */
  public static long bytes(long minCapacity) {
    return DATA + roundedCapacity(minCapacity);
  }

  /**
   * Tells how far apart rings that follow each other are.
   *
   * @param minCapacity how many bytes of data must fit into each
   * @return a multiple of {@link #ALIGNMENT}, at least {@link #bytes}
   */
  public static long stride(long minCapacity) {
    return (bytes(minCapacity) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Tells where the word that says that there is a ring is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long format() {
    return base;
  }

  /**
   * Tells where the word that says whether the ring is open is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long state() {
    return base + STATE;
  }

  /**
   * Tells where the number of the participant that is the producer is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long producer() {
    return base + PRODUCER;
  }

  /**
   * Tells where the number of the participant that is the consumer is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long consumer() {
    return base + CONSUMER;
  }

  /**
   * Tells where the count of published bytes is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long head() {
    return base + HEAD;
  }

  /**
   * Tells where the count of released bytes is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long tail() {
    return base + TAIL;
  }

  /**
   * Tells where the waiting word of the consumer is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long consumerWaiting() {
    return base + CONSUMER_WAITING;
  }

  /**
   * Tells where the waiting word of the producer is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long producerWaiting() {
    return base + PRODUCER_WAITING;
  }

  /**
   * Tells where the data is.
   *
   * @return its first byte, in bytes from the start of the memory
   */
  public long data() {
    return base + DATA;
  }

  /**
   * Names all fields.
   *
   * @param prefix what each name begins with, for example {@code ring}
   * @param names who is told
   */
  public void describe(String prefix, FieldNames names) {
    names.word(format(), Long.BYTES, prefix + ".format");
    names.word(state(), Integer.BYTES, prefix + ".state");
    names.word(producer(), Long.BYTES, prefix + ".producer");
    names.word(consumer(), Long.BYTES, prefix + ".consumer");
    names.word(head(), Long.BYTES, prefix + ".head");
    names.word(tail(), Long.BYTES, prefix + ".tail");
    names.word(consumerWaiting(), Integer.BYTES, prefix + ".consumerWaiting");
    names.word(producerWaiting(), Integer.BYTES, prefix + ".producerWaiting");
    names.data(data(), capacity, prefix + ".data");
  }
}
