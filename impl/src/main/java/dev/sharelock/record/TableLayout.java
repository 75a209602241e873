package dev.sharelock.record;

import dev.sharelock.memory.FieldNames;

/**
 * Where the words of a table of channels are.
 *
 * <pre>
 *   base + 0x000  entries      u64        how many entries there are
 *          0x008  destroyed    i32        1 if the buffer is to go when the last thread has left
 *          0x010  entry[entries], of 0x20 bytes each:
 *                 + 0x00  number  u64     1 + the number of the channel; 0 if there is none
 *                 + 0x08  block   u64     the id of the block that holds it; 0 if there is none
 *                 + 0x10  filler  u64     the participant that fills the segment; see Places
 *                 + 0x18  signal  i32     grows when a filler has gone
 * </pre>
 *
 * @param base the start, in bytes from the start of the memory; a multiple of 8
 * @param entries how many different numbers channels and segments can have, 1 to {@link
 *     #MAX_ENTRIES}
 */
public record TableLayout(long base, int entries) {
  /** The greatest number of entries. */
  public static final int MAX_ENTRIES = 1 << 16;

  private static final long DESTROYED = 0x008;
  private static final long FIRST = 0x010;
  private static final long STRIDE = 0x020;
  private static final long BLOCK = 0x008;
  private static final long FILLER = 0x010;
  private static final long SIGNAL = 0x018;

  /**
   * Checks the values.
   *
   * @param base the start
   * @param entries how many different numbers channels and segments can have
   */
  public TableLayout {
    if (base < 0 || base % Long.BYTES != 0 || entries < 1 || entries > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "table of channels is impossible: base="
              + base
              + ", entries="
              + entries
              + ", max="
              + MAX_ENTRIES
              + "; do: place it at a multiple of 8, with a number of entries in the range");
    }
  }

  /**
   * Tells how much memory a table takes.
   *
   * @param entries how many entries
   * @return its size in bytes
   */
  public static long bytes(int entries) {
    return FIRST + entries * STRIDE;
  }

  long count() {
    return base;
  }

  long destroyed() {
    return base + DESTROYED;
  }

  long number(int entry) {
    return base + FIRST + entry * STRIDE;
  }

  long block(int entry) {
    return number(entry) + BLOCK;
  }

  long filler(int entry) {
    return number(entry) + FILLER;
  }

  long signal(int entry) {
    return number(entry) + SIGNAL;
  }

  /**
   * Names all fields.
   *
   * @param prefix what each name begins with, for example {@code table}
   * @param names who is told
   */
  public void describe(String prefix, FieldNames names) {
    names.word(count(), Long.BYTES, prefix + ".entries");
    names.word(destroyed(), Integer.BYTES, prefix + ".destroyed");
    for (int entry = 0; entry < entries; entry++) {
      names.word(number(entry), Long.BYTES, prefix + ".number[" + entry + "]");
      names.word(block(entry), Long.BYTES, prefix + ".block[" + entry + "]");
      names.word(filler(entry), Long.BYTES, prefix + ".filler[" + entry + "]");
      names.word(signal(entry), Integer.BYTES, prefix + ".signal[" + entry + "]");
    }
  }
}
