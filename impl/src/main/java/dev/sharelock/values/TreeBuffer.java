package dev.sharelock.values;

import dev.sharelock.memory.ByteValues;
import java.util.Arrays;

/**
 * A tree in private memory, where it is put together before it is copied in and taken apart after
 * it was copied out. Values have the byte order of the machine.
 */
final class TreeBuffer {
  private byte[] bytes;
  private int size;

  TreeBuffer(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Makes room for zeros at the end; returns where they start. */
  int append(int length) {
    int at = size;
    size = at + length;
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length * 2));
    }
    Arrays.fill(bytes, at, size, (byte) 0);
    return at;
  }

  short getShort(int at) {
    return ByteValues.getShort(bytes, at);
  }

  int getInt(int at) {
    return ByteValues.getInt(bytes, at);
  }

  long getLong(int at) {
    return ByteValues.getLong(bytes, at);
  }

  void putShort(int at, short value) {
    ByteValues.putShort(bytes, at, value);
  }

  void putInt(int at, int value) {
    ByteValues.putInt(bytes, at, value);
  }

  void putLong(int at, long value) {
    ByteValues.putLong(bytes, at, value);
  }

  void putBytes(int at, byte[] source) {
    System.arraycopy(source, 0, bytes, at, source.length);
  }
}
