package dev.sharelock.ring;

import dev.sharelock.memory.MachineOrder;
import dev.sharelock.memory.SharedMemory;

/**
 * A window over consecutive bytes of the stream in a ring, which hides where the ring wraps around.
 *
 * <p>The view belongs to its handle and is reused: it shows what was peeked or claimed last, and
 * nothing after that was released or published. An access outside of it throws {@link
 * IndexOutOfBoundsException} with the values. Multi-byte values have the byte order of the machine.
 *
 * <p>Access is plain; the ring orders it: the bytes are the caller's alone until they are released
 * or published.
 */
public sealed class RingView permits WritableRingView {
  /** The length of a view that shows nothing, not even an empty frame. */
  static final int NOTHING = -1;

  final SharedMemory memory;
  final long data;
  final long mask;
  long start;
  long length;

  RingView(SharedMemory memory, RingLayout layout) {
    this.memory = memory;
    this.data = layout.data();
    this.mask = layout.capacity() - 1;
  }

  final void aim(long start, long length) {
    this.start = start;
    this.length = length;
  }

  /**
   * Tells how many bytes the view shows.
   *
   * @return the length; 0 if there is nothing to be seen
   */
  public final long length() {
    return Math.max(0, length);
  }

  /**
   * Tells where in the stream the view starts.
   *
   * @return how many bytes of the stream are before it
   */
  public final long position() {
    return start;
  }

  /**
   * Reads one byte.
   *
   * @param index from 0
   * @return the value
   */
  public final byte getByte(long index) {
    check(index, Byte.BYTES);
    return memory.readByte(at(index));
  }

  /**
   * Reads four bytes.
   *
   * @param index of the first one, from 0
   * @return the value
   */
  public final int getInt(long index) {
    check(index, Integer.BYTES);
    if (wraps(index, Integer.BYTES)) {
      return (int) join(index, Integer.BYTES);
    }
    return memory.readInt(at(index));
  }

  /**
   * Reads eight bytes.
   *
   * @param index of the first one, from 0
   * @return the value
   */
  public final long getLong(long index) {
    check(index, Long.BYTES);
    if (wraps(index, Long.BYTES)) {
      return join(index, Long.BYTES);
    }
    return memory.readLong(at(index));
  }

  /**
   * Copies bytes out of the view.
   *
   * @param index of the first one, from 0
   * @param target where they go
   * @param from the first position in {@code target}
   * @param count how many
   */
  public final void getBytes(long index, byte[] target, int from, int count) {
    checkRange(index, target, from, count);
    int first = beforeWrap(index, count);
    memory.readBytes(at(index), target, from, first);
    if (first < count) {
      memory.readBytes(data, target, from + first, count - first);
    }
  }

  final long at(long index) {
    return place(start + index);
  }

  /** Where a byte of the stream is in the memory. */
  final long place(long position) {
    return data + (position & mask);
  }

  final boolean wraps(long index, int bytes) {
    return ((start + index) & mask) > mask + 1 - bytes;
  }

  final int beforeWrap(long index, int count) {
    return (int) Math.min(count, mask + 1 - ((start + index) & mask));
  }

  final void check(long index, int bytes) {
    if (index < 0 || index > length - bytes) {
      throw outside(index, bytes);
    }
  }

  final void checkRange(long index, byte[] array, int from, int count) {
    if (count < 0 || index < 0 || index > length - count) {
      throw outside(index, count);
    }
    if (from < 0 || from > array.length - count) {
      throw new IndexOutOfBoundsException(
          "range is outside of the array: from="
              + from
              + ", count="
              + count
              + ", length="
              + array.length
              + "; do: pass a range of the array");
    }
  }

  private long join(long index, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      int shift = MachineOrder.shift(i, bytes);
      value |= (memory.readByte(at(index + i)) & 0xffL) << shift;
    }
    return value;
  }

  private IndexOutOfBoundsException outside(long index, int bytes) {
    return new IndexOutOfBoundsException(
        "index is outside of the view: index="
            + index
            + ", bytes="
            + bytes
            + ", length="
            + length()
            + "; do: stay inside of what was claimed or peeked, and use the view before it is"
            + " published or released");
  }
}
