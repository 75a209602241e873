package dev.sharelock.memory;

import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A shared memory on the Java heap, for the threads of one process: an array of 64-bit elements
 * with nothing but array-element VarHandles on it, so that tools which watch Java memory see each
 * access.
 *
 * <p>Data that fills only a part of an element is written by a compare-and-set of the element;
 * neighbours that belong to other participants keep their value. Waiting {@linkplain
 * WaitStrategy#POLLING polls}. The asymmetric fences are full fences.
 */
public final class HeapMemory extends HeapIntWords implements SharedMemory {

  private static final byte UNDEFINED = (byte) 0xA5;
  private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  /**
   * Creates a memory that is all zero.
   *
   * @param size its size in bytes, a positive multiple of 8
   * @throws IllegalArgumentException if the size is not, or too large for an array
   */
  public HeapMemory(long size) {
    super(elements(size));
  }

  private static int elements(long size) {
    if (size <= 0 || (size & 7) != 0 || size >>> 3 > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "size of a heap memory is impossible: size="
              + size
              + "; do: use a multiple of 8 between 8 and "
              + ((Integer.MAX_VALUE - 8L) << 3));
    }
    return (int) (size >>> 3);
  }

  @Override
  public long size() {
    return (long) cells.length << 3;
  }

  /** Where a value of some bytes lies in its element. */
  private static int shift(long offset, int bytes) {
    int position = (int) offset & 7;
    return (BIG_ENDIAN ? 8 - position - bytes : position) << 3;
  }

  private static long mask(int bytes) {
    return bytes == 8 ? -1L : (1L << (bytes << 3)) - 1;
  }

  /** Reads 1 to 8 bytes at any offset, without sign. */
  private long load(long offset, int bytes) {
    HeapBounds.range(offset, bytes, size());
    int inFirst = 8 - ((int) offset & 7);
    if (bytes <= inFirst) {
      long cell = (long) CELL.get(cells, (int) (offset >>> 3));
      return cell >>> shift(offset, bytes) & mask(bytes);
    }
    long first = load(offset, inFirst);
    int rest = bytes - inFirst;
    long second = load(offset + inFirst, rest);
    return BIG_ENDIAN ? first << (rest << 3) | second : second << (inFirst << 3) | first;
  }

  /** Writes 1 to 8 bytes at any offset. */
  private void store(long offset, int bytes, long value) {
    HeapBounds.range(offset, bytes, size());
    int inFirst = 8 - ((int) offset & 7);
    if (bytes <= inFirst) {
      storeWithin((int) (offset >>> 3), shift(offset, bytes), mask(bytes), value);
      return;
    }
    int rest = bytes - inFirst;
    store(offset, inFirst, BIG_ENDIAN ? value >>> (rest << 3) : value);
    store(offset + inFirst, rest, BIG_ENDIAN ? value : value >>> (inFirst << 3));
  }

  private void storeWithin(int cell, int shift, long mask, long value) {
    if (mask == -1L) {
      CELL.set(cells, cell, value);
      return;
    }
    long found;
    long next;
    do {
      found = (long) CELL.getOpaque(cells, cell);
      next = found & ~(mask << shift) | (value & mask) << shift;
    } while (!CELL.weakCompareAndSetPlain(cells, cell, found, next));
  }

  @Override
  public byte readByte(long offset) {
    return (byte) load(offset, 1);
  }

  @Override
  public short readShort(long offset) {
    return (short) load(offset, 2);
  }

  @Override
  public int readInt(long offset) {
    return (int) load(offset, 4);
  }

  @Override
  public long readLong(long offset) {
    return load(offset, 8);
  }

  /** Makes a reader of what was only announced notice it. */
  @Override
  public void prefetchToWrite(long offset, long length) {
    fillBytes(offset, length, UNDEFINED);
  }

  @Override
  public void writeByte(long offset, byte value) {
    store(offset, 1, value);
  }

  @Override
  public void writeShort(long offset, short value) {
    store(offset, 2, value);
  }

  @Override
  public void writeInt(long offset, int value) {
    store(offset, 4, value);
  }

  @Override
  public void writeLong(long offset, long value) {
    store(offset, 8, value);
  }

  /** How many of the remaining bytes lie in the element of an offset. */
  private static int stride(long offset, long remaining) {
    return (int) Math.min(8 - (offset & 7), remaining);
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    Objects.checkFromIndexSize(index, length, target.length);
    HeapBounds.range(offset, length, size());
    int done = 0;
    while (done < length) {
      int bytes = stride(offset + done, length - done);
      long value = load(offset + done, bytes);
      for (int i = 0; i < bytes; i++) {
        int shift = (BIG_ENDIAN ? bytes - 1 - i : i) << 3;
        target[index + done + i] = (byte) (value >>> shift);
      }
      done += bytes;
    }
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    Objects.checkFromIndexSize(index, length, source.length);
    HeapBounds.range(offset, length, size());
    int done = 0;
    while (done < length) {
      int bytes = stride(offset + done, length - done);
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        int shift = (BIG_ENDIAN ? bytes - 1 - i : i) << 3;
        value |= (source[index + done + i] & 0xFFL) << shift;
      }
      store(offset + done, bytes, value);
      done += bytes;
    }
  }

  @Override
  public void copyBytes(long from, long to, long length) {
    HeapBounds.range(from, length, size());
    HeapBounds.range(to, length, size());
    if (from >= to) {
      for (long i = 0; i < length; i++) {
        store(to + i, 1, load(from + i, 1));
      }
    } else {
      for (long i = length - 1; i >= 0; i--) {
        store(to + i, 1, load(from + i, 1));
      }
    }
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    HeapBounds.range(offset, length, size());
    long pattern = (value & 0xFFL) * 0x0101_0101_0101_0101L;
    long done = 0;
    while (done < length) {
      int bytes = stride(offset + done, length - done);
      store(offset + done, bytes, pattern);
      done += bytes;
    }
  }

  @Override
  public void fullFence() {
    VarHandle.fullFence();
  }

  @Override
  public void acquireFence() {
    VarHandle.acquireFence();
  }

  @Override
  public void releaseFence() {
    VarHandle.releaseFence();
  }

  @Override
  public void loadLoadFence() {
    VarHandle.loadLoadFence();
  }

  @Override
  public void storeStoreFence() {
    VarHandle.storeStoreFence();
  }

  @Override
  public void lightFence() {
    VarHandle.fullFence();
  }

  @Override
  public void heavyFence() {
    VarHandle.fullFence();
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    return Polling.waitOn(this, offset, expected, deadlineNanos);
  }

  @Override
  public int wake(long offset, int count) {
    return Polling.wake(this, offset, count);
  }

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.POLLING;
  }
}
