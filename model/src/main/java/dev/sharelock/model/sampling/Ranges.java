package dev.sharelock.model.sampling;

/** The ranges of a memory that may be accessed. */
record Ranges(long size, CellNames names) {

  /** Checks a range of data. */
  int data(long offset, long length) {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw outside(offset, length);
    }
    return (int) offset;
  }

  /** Checks the range of a word, whatever its alignment. */
  int word(long offset, int bytes) {
    if (offset < 0 || offset > size - bytes) {
      throw outside(offset, bytes);
    }
    return (int) offset;
  }

  /** Checks the indexes of an array. */
  static void array(byte[] array, int index, int length) {
    if (index < 0 || length < 0 || index > array.length - length) {
      throw new IndexOutOfBoundsException(
          "array range is outside of the array: index="
              + index
              + ", length="
              + length
              + ", arrayLength="
              + array.length
              + "; do: pass a range inside of it");
    }
  }

  static IllegalArgumentException misaligned(String name, long offset, int bytes) {
    return new IllegalArgumentException(
        "word is misaligned: field="
            + name
            + ", offset="
            + offset
            + ", bytes="
            + bytes
            + "; do: place it at a multiple of its size");
  }

  private IndexOutOfBoundsException outside(long offset, long length) {
    return new IndexOutOfBoundsException(
        "access is outside of the memory: field="
            + names.at(offset)
            + ", offset="
            + offset
            + ", bytes="
            + length
            + ", size="
            + size
            + "; do: stay below the size");
  }
}
