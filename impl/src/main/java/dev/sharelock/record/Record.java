package dev.sharelock.record;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.memory.SharedMemory;
import java.util.Objects;

/**
 * A record that the holder of this handle owns: bytes in shared memory, which go to another owner
 * when they are sent. The handle is dead after that, and so is every attempt to use it; what it
 * names belongs to somebody else.
 *
 * <p>Values have the byte order of the machine. Confined to the thread of its {@link
 * ThreadContext}.
 *
 * <p><b>Memory consistency.</b> What is written before a record is sent is visible to whoever
 * receives it.
 */
public final class Record {
  private final SharedMemory memory;
  private final long id;
  private final long offset;
  private final long size;
  private boolean owned = true;

  private Record(SharedMemory memory, long id, long offset, long size) {
    this.memory = memory;
    this.id = id;
    this.offset = offset;
    this.size = size;
  }

  /** A handle of a block to which the caller has a reference. */
  static Record of(SharedMemory memory, Allocator allocator, long id) {
    long offset = allocator.offset(id) + Strays.HEADER;
    return new Record(memory, id, offset, allocator.size(id) - Strays.HEADER);
  }

  /**
   * Tells the size.
   *
   * @return the number of bytes that were asked for, exactly
   */
  public long size() {
    return size;
  }

  /**
   * Asks whether the record still belongs to the holder of this handle.
   *
   * @return false after it was sent or freed
   */
  public boolean isOwned() {
    return owned;
  }

  /**
   * Reads a byte.
   *
   * @param index from 0
   * @return the value
   * @throws IllegalStateException if the record is not owned any more
   * @throws IndexOutOfBoundsException if the range is not inside of the record
   */
  public byte getByte(long index) {
    return memory.readByte(at(index, Byte.BYTES));
  }

  /**
   * Reads an int.
   *
   * @param index of its first byte
   * @return the value
   * @throws IllegalStateException if the record is not owned any more
   * @throws IndexOutOfBoundsException if the range is not inside of the record
   */
  public int getInt(long index) {
    return memory.readInt(at(index, Integer.BYTES));
  }

  /**
   * Reads a long.
   *
   * @param index of its first byte
   * @return the value
   * @throws IllegalStateException if the record is not owned any more
   * @throws IndexOutOfBoundsException if the range is not inside of the record
   */
  public long getLong(long index) {
    return memory.readLong(at(index, Long.BYTES));
  }

  /**
   * Copies bytes out of the record.
   *
   * @param index of the first byte
   * @param target where to
   * @param from the first position in {@code target}
   * @param count how many
   * @throws IllegalStateException if the record is not owned any more
   * @throws IndexOutOfBoundsException if a range is not inside of the record or the array
   */
  public void getBytes(long index, byte[] target, int from, int count) {
    Objects.checkFromIndexSize(from, count, target.length);
    memory.readBytes(at(index, count), target, from, count);
  }

  /**
   * Writes a byte.
   *
   * @param index from 0
   * @param value what to write
   * @throws IllegalStateException if the record is not owned any more
   * @throws IndexOutOfBoundsException if the range is not inside of the record
   */
  public void putByte(long index, byte value) {
    memory.writeByte(at(index, Byte.BYTES), value);
  }

  /**
   * Writes an int.
   *
   * @param index of its first byte
   * @param value what to write
   * @throws IllegalStateException if the record is not owned any more
   * @throws IndexOutOfBoundsException if the range is not inside of the record
   */
  public void putInt(long index, int value) {
    memory.writeInt(at(index, Integer.BYTES), value);
  }

  /**
   * Writes a long.
   *
   * @param index of its first byte
   * @param value what to write
   * @throws IllegalStateException if the record is not owned any more
   * @throws IndexOutOfBoundsException if the range is not inside of the record
   */
  public void putLong(long index, long value) {
    memory.writeLong(at(index, Long.BYTES), value);
  }

  /**
   * Copies bytes into the record.
   *
   * @param index of the first byte
   * @param source where from
   * @param from the first position in {@code source}
   * @param count how many
   * @throws IllegalStateException if the record is not owned any more
   * @throws IndexOutOfBoundsException if a range is not inside of the record or the array
   */
  public void putBytes(long index, byte[] source, int from, int count) {
    Objects.checkFromIndexSize(from, count, source.length);
    memory.writeBytes(at(index, count), source, from, count);
  }

  private long at(long index, int bytes) {
    requireOwned();
    Objects.checkFromIndexSize(index, bytes, size);
    return offset + index;
  }

  void requireOwned() {
    if (!owned) {
      throw new IllegalStateException(
          "record was sent or freed: id=0x"
              + Long.toHexString(id)
              + ", bytes="
              + size
              + "; do: allocate another one, or receive it again");
    }
  }

  /** The id of the block, of which the handle has one reference. */
  long id() {
    requireOwned();
    return id;
  }

  void disown() {
    owned = false;
  }
}
