package dev.sharelock.memory;

/** Checks offsets into a heap array of 64-bit elements. */
final class HeapBounds {

  private HeapBounds() {}

  /** Finds the element that holds a word, which must be aligned and inside. */
  static int cell(long offset, int bytes, int cells) {
    long size = (long) cells << 3;
    if (offset < 0 || offset > size - bytes) {
      throw outside(offset, bytes, size);
    }
    if ((offset & (bytes - 1)) != 0) {
      throw new IllegalArgumentException(
          "word is misaligned: offset="
              + offset
              + ", bytes="
              + bytes
              + "; do: use a multiple of its size as the offset of a word");
    }
    return (int) (offset >>> 3);
  }

  /** Requires that a range is inside. */
  static void range(long offset, long length, long size) {
    if (length < 0 || offset < 0 || offset > size - length) {
      throw outside(offset, length, size);
    }
  }

  private static IndexOutOfBoundsException outside(long offset, long bytes, long size) {
    return new IndexOutOfBoundsException(
        "access outside of the memory: offset="
            + offset
            + ", bytes="
            + bytes
            + ", size="
            + size
            + "; do: check offsets that come from elsewhere before they are used");
  }
}
