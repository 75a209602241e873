package dev.sharelock.doorbell;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.ring.RingLayout;

/**
 * Where the words and the rings of a doorbell are.
 *
 * <pre>
 *   base + 0x000  format      u64  magic, version, slots, capacity; written last when created
 *          0x008  state       i32  open or closed
 *          0x080  waiting     i32  the waiting word of the consumer, see Waiter
 *          0x100  owner[64]   u64  for each slot, the number of the participant that owns it
 *          0x300  ring[slots]      a ring for each slot, see RingLayout
 * </pre>
 *
 * @param base the start, in bytes from the start of the memory; a multiple of {@link #ALIGNMENT}
 * @param slots how many producers there can be at a time, from 1 to {@link #MAX_SLOTS}
 * @param capacity of each ring in bytes, a power of two as of {@link RingLayout}
 */
public record DoorbellLayout(long base, int slots, long capacity) {

  /** What the start must be a multiple of. */
  public static final long ALIGNMENT = RingLayout.ALIGNMENT;

  /** The greatest number of slots. */
  public static final int MAX_SLOTS = 64;

  private static final long STATE = 0x008;
  private static final long WAITING = 0x080;
  private static final long OWNERS = 0x100;
  private static final long RINGS = OWNERS + (long) MAX_SLOTS * Long.BYTES;

  /**
   * Checks the values.
   *
   * @param base the start
   * @param slots how many producers there can be at a time
   * @param capacity of each ring in bytes
   */
  public DoorbellLayout {
    if (slots < 1 || slots > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "number of slots is out of range: slots="
              + slots
              + ", min=1, max="
              + MAX_SLOTS
              + "; do: choose one slot for each producer that may be open at the same time");
    }
    RingLayout first = new RingLayout(base, capacity); // checks both
    if (base > Long.MAX_VALUE - bytes(slots, first.capacity())) {
      throw new IllegalArgumentException(
          "doorbell is misplaced: base=" + base + "; do: place it inside of the memory");
    }
  }

  /**
   * Tells how much memory a doorbell takes.
   *
   * @param slots how many producers there can be at a time
   * @param minCapacity how many bytes of data must fit into each ring
   * @return its size in bytes
   */
  public static long bytes(int slots, long minCapacity) {
    return RINGS + slots * RingLayout.stride(minCapacity);
  }

  /**
   * Tells where the word that says that there is a doorbell is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long format() {
    return base;
  }

  /**
   * Tells where the word that says whether the doorbell is open is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long state() {
    return base + STATE;
  }

  /**
   * Tells where the waiting word of the consumer is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long waiting() {
    return base + WAITING;
  }

  /**
   * Tells where the word that names the owner of a slot is.
   *
   * @param slot from 0 to {@link #slots} - 1
   * @return the word, in bytes from the start of the memory
   */
  public long owner(int slot) {
    return base + OWNERS + (long) slot * Long.BYTES;
  }

  /**
   * Tells where the ring of a slot is.
   *
   * @param slot from 0 to {@link #slots} - 1
   * @return the start of the ring, in bytes from the start of the memory
   */
  public long ring(int slot) {
    return base + RINGS + slot * RingLayout.stride(capacity);
  }

  /**
   * Names all fields.
   *
   * @param prefix what each name begins with, for example {@code bell}
   * @param names who is told
   */
  public void describe(String prefix, FieldNames names) {
    names.word(format(), Long.BYTES, prefix + ".format");
    names.word(state(), Integer.BYTES, prefix + ".state");
    names.word(waiting(), Integer.BYTES, prefix + ".waiting");
    for (int slot = 0; slot < slots; slot++) {
      names.word(owner(slot), Long.BYTES, prefix + ".owner[" + slot + "]");
      new RingLayout(ring(slot), capacity).describe(prefix + ".ring[" + slot + "]", names);
    }
  }
}
