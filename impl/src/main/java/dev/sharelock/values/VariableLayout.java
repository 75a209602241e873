package dev.sharelock.values;

import dev.sharelock.memory.FieldNames;

/**
 * Where the words of a variable are.
 *
 * <pre>
 *   base + 0x00  format   u64  magic and number of places; written last when created
 *          0x08  signal   i32  changes when a transaction ends for which somebody waits
 *          0x80  root     u64  RootWord
 *          0x100 places, 32 bytes each
 *                  0x00  participant  u64  who has the place; 0 for nobody
 *                  0x08  value0       u64  id of a tree that is, was or is to become the value
 *                  0x10  value1       u64  the same
 * </pre>
 *
 * @param base the start, in bytes from the start of the memory; a multiple of 128
 * @param places how many handles can write to the variable at a time, 1 to 64
 */
public record VariableLayout(long base, int places) {
  static final long ALIGNMENT = 128;

  private static final long MAGIC = 0x534C_7661_7201_0000L;
  private static final long SIGNAL = 0x08;
  private static final long ROOT = 0x80;
  private static final long PLACES = 0x100;
  private static final long STRIDE = 0x20;
  private static final long VALUES = 0x08;

  /**
   * Checks the values.
   *
   * @param base as above
   * @param places as above
   */
  public VariableLayout {
    if (base < 0 || base % ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "variable is misplaced: base="
              + base
              + ", alignment="
              + ALIGNMENT
              + "; do: place it at a multiple of the alignment");
    }
    if (places < 1 || places > RootWord.MOST_PLACES) {
      throw new IllegalArgumentException(
          "number of places is out of range: places="
              + places
              + ", least=1, most="
              + RootWord.MOST_PLACES
              + "; do: choose one in between");
    }
  }

  /**
   * Tells how much memory a variable takes.
   *
   * @param places how many handles can write to it at a time
   * @return the size in bytes
   */
  public static long bytes(int places) {
    return new VariableLayout(0, places).place(places);
  }

  long formatWord() {
    return MAGIC | places;
  }

  /** The number of places that a format word says; -1 if it is none. */
  static int placesOf(long format) {
    long places = format ^ MAGIC;
    return places >= 1 && places <= RootWord.MOST_PLACES ? (int) places : -1;
  }

  /**
   * Tells where the word is that says that there is a variable.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long format() {
    return base;
  }

  /**
   * Tells where the word is on which those sleep who wait for a transaction to end.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long signal() {
    return base + SIGNAL;
  }

  /**
   * Tells where the root word is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long root() {
    return base + ROOT;
  }

  private long place(int place) {
    return base + PLACES + STRIDE * place;
  }

  /**
   * Tells where the word is that says who has a place.
   *
   * @param place from 0
   * @return the word, in bytes from the start of the memory
   */
  public long participant(int place) {
    return place(place);
  }

  /**
   * Tells where a value of a place is.
   *
   * @param place from 0
   * @param side 0 or 1
   * @return the word, in bytes from the start of the memory
   */
  public long value(int place, int side) {
    return place(place) + VALUES + Long.BYTES * side;
  }

  /**
   * Names all fields.
   *
   * @param prefix what each name begins with
   * @param names receives the names
   */
  public void describe(String prefix, FieldNames names) {
    names.word(format(), Long.BYTES, prefix + ".format");
    names.word(signal(), Integer.BYTES, prefix + ".signal");
    names.word(root(), Long.BYTES, prefix + ".root");
    for (int p = 0; p < places; p++) {
      String place = prefix + ".place[" + p + "]";
      names.word(participant(p), Long.BYTES, place + ".participant");
      names.word(value(p, 0), Long.BYTES, place + ".value0");
      names.word(value(p, 1), Long.BYTES, place + ".value1");
    }
  }
}
