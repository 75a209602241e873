package dev.sharelock.ring;

import dev.sharelock.memory.MachineOrder;
import dev.sharelock.memory.SharedMemory;

/** A window over claimed bytes, which can be written. */
public final class WritableRingView extends RingView {

  WritableRingView(SharedMemory memory, RingLayout layout) {
    super(memory, layout);
  }

  /**
   * Writes one byte.
   *
   * @param index from 0
   * @param value the new value
   */
  public void putByte(long index, byte value) {
    check(index, Byte.BYTES);
    memory.writeByte(at(index), value);
  }

  /**
   * Writes four bytes.
   *
   * @param index of the first one, from 0
   * @param value the new value
   */
  public void putInt(long index, int value) {
    check(index, Integer.BYTES);
    if (wraps(index, Integer.BYTES)) {
      split(index, Integer.BYTES, value);
    } else {
      memory.writeInt(at(index), value);
    }
  }

  /**
   * Writes eight bytes.
   *
   * @param index of the first one, from 0
   * @param value the new value
   */
  public void putLong(long index, long value) {
    check(index, Long.BYTES);
    if (wraps(index, Long.BYTES)) {
      split(index, Long.BYTES, value);
    } else {
      memory.writeLong(at(index), value);
    }
  }

  /**
   * Copies bytes into the view.
   *
   * @param index of the first one, from 0
   * @param source where they come from
   * @param from the first position in {@code source}
   * @param count how many
   */
  public void putBytes(long index, byte[] source, int from, int count) {
    checkRange(index, source, from, count);
    int first = beforeWrap(index, count);
    memory.writeBytes(at(index), source, from, first);
    if (first < count) {
      memory.writeBytes(data, source, from + first, count - first);
    }
  }

  private void split(long index, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      memory.writeByte(at(index + i), (byte) (value >>> MachineOrder.shift(i, bytes)));
    }
  }
}
