package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bytes of a range, as data writes and words leave them. */
final class DataImage {
  private final byte[] bytes;
  private final long offset;
  private final List<Event> writes = new ArrayList<>();

  /**
   * Creates an image.
   *
   * @param bytes what is there at first; changed in place
   * @param offset where the range begins in the memory
   */
  DataImage(byte[] bytes, long offset) {
    this.bytes = bytes;
    this.offset = offset;
  }

  /** Adds a data write if it falls on the range. */
  void add(Event write) {
    byte[] written = (byte[]) write.payload;
    if (write.operand < offset + bytes.length && offset < write.operand + written.length) {
      writes.add(write);
    }
  }

  /** Puts all data writes over the range, in the order in which they were added. */
  byte[] overlay() {
    writes.sort(Comparator.comparingInt(write -> write.stamp));
    for (Event write : writes) {
      byte[] written = (byte[]) write.payload;
      long from = Math.max(offset, write.operand);
      long to = Math.min(offset + bytes.length, write.operand + written.length);
      System.arraycopy(
          written, (int) (from - write.operand), bytes, (int) (from - offset), (int) (to - from));
    }
    return bytes;
  }

  /** Puts the part of a word that falls on the range there. */
  void put(long at, int length, long value) {
    byte[] word = new byte[8];
    Bytes.set(word, 0, length, value);
    for (int i = 0; i < length; i++) {
      long target = at + i - offset;
      if (target >= 0 && target < bytes.length) {
        bytes[(int) target] = word[i];
      }
    }
  }
}
