package dev.sharelock.memory;

/**
 * Receives the names of the fields of a structure, so that traces and dumps show {@code ring.head}
 * rather than an offset. Each layout class describes itself to one.
 */
public interface FieldNames {

  /**
   * Names a word.
   *
   * @param offset in bytes from the start of the memory
   * @param bytes its size, 4 or 8
   * @param name for example {@code ring.head}
   */
  void word(long offset, int bytes, String name);

  /**
   * Names a range of plain data.
   *
   * @param offset its first byte, in bytes from the start of the memory
   * @param length in bytes
   * @param name for example {@code ring.data}; a byte of it is shown as {@code ring.data[17]}
   */
  void data(long offset, long length, String name);
}
