package dev.sharelock.properties.ring;

import java.util.Arrays;

/** All bytes that were ever committed, by position. */
final class ByteStream {
  private byte[] bytes = new byte[256];
  private int length;

  int length() {
    return length;
  }

  /** Forgets what was committed behind a position. */
  void truncate(int position) {
    length = position;
  }

  void append(byte[] content, int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
    }
    System.arraycopy(content, 0, bytes, length, count);
    length += count;
  }

  byte[] range(int from, int count) {
    return Arrays.copyOfRange(bytes, from, from + count);
  }
}
