package dev.sharelock.memory;

/**
 * Plain access to the bytes of a shared memory that are not words: payload.
 *
 * <p>Data may be read and written at any offset, in any width and in bulk. The accesses are plain:
 * they are neither atomic nor ordered, so every pair of conflicting accesses by two participants
 * must be ordered by words (see {@link LongWords}); otherwise it is a data race. Values have the
 * byte order of the machine.
 *
 * <p><b>Errors.</b> A range outside of the memory throws {@link IndexOutOfBoundsException} before
 * anything is read or written.
 */
public interface DataAccess {

  /**
   * Reads one byte.
   *
   * @param offset in bytes from the start of the memory
   * @return the value
   */
  byte readByte(long offset);

  /**
   * Reads two bytes.
   *
   * @param offset in bytes from the start of the memory, not necessarily aligned
   * @return the value
   */
  short readShort(long offset);

  /**
   * Reads four bytes.
   *
   * @param offset in bytes from the start of the memory, not necessarily aligned
   * @return the value
   */
  int readInt(long offset);

  /**
   * Reads eight bytes.
   *
   * @param offset in bytes from the start of the memory, not necessarily aligned
   * @return the value
   */
  long readLong(long offset);

  /**
   * Writes one byte.
   *
   * @param offset in bytes from the start of the memory
   * @param value the new value
   */
  void writeByte(long offset, byte value);

  /**
   * Writes two bytes.
   *
   * @param offset in bytes from the start of the memory, not necessarily aligned
   * @param value the new value
   */
  void writeShort(long offset, short value);

  /**
   * Writes four bytes.
   *
   * @param offset in bytes from the start of the memory, not necessarily aligned
   * @param value the new value
   */
  void writeInt(long offset, int value);

  /**
   * Writes eight bytes.
   *
   * @param offset in bytes from the start of the memory, not necessarily aligned
   * @param value the new value
   */
  void writeLong(long offset, long value);

  /**
   * Copies bytes out of the memory.
   *
   * @param offset the first byte, in bytes from the start of the memory
   * @param target where the bytes go
   * @param index the first position in {@code target}
   * @param length the number of bytes
   */
  void readBytes(long offset, byte[] target, int index, int length);

  /**
   * Copies bytes into the memory.
   *
   * @param offset the first byte, in bytes from the start of the memory
   * @param source where the bytes come from
   * @param index the first position in {@code source}
   * @param length the number of bytes
   */
  void writeBytes(long offset, byte[] source, int index, int length);

  /**
   * Copies bytes within the memory; the ranges may overlap.
   *
   * @param from the first byte to read, in bytes from the start of the memory
   * @param to the first byte to write, in bytes from the start of the memory
   * @param length the number of bytes
   */
  void copyBytes(long from, long to, long length);

  /**
   * Sets a range of bytes to one value.
   *
   * @param offset the first byte, in bytes from the start of the memory
   * @param length the number of bytes
   * @param value the value of each byte
   */
  void fillBytes(long offset, long length, byte value);

  /**
   * Says that a byte will be read soon. This is advice, and no access: nobody can tell whether it
   * was followed, and others may be writing the byte.
   *
   * @param offset in bytes from the start of the memory, below its size
   */
  default void prefetchToRead(long offset) {}

  /**
   * Says that bytes will be written soon, so that the processor may fetch all of them at a time.
   * Until they are written their content is undefined; nobody may rely on it meanwhile. Unless they
   * have no meaning at all, nobody else writes them.
   *
   * @param offset of the first one, in bytes from the start of the memory
   * @param length how many, inside of the memory
   */
  default void prefetchToWrite(long offset, long length) {}
}
