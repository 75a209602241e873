package dev.sharelock.memory;

/**
 * Atomic access to aligned 32-bit words of a shared memory, with the memory ordering in the name of
 * each method.
 *
 * <p>Every method has exactly the semantics of the {@link java.lang.invoke.VarHandle} access mode
 * of the same name. An <i>offset</i> is a distance in bytes from the start of the memory; it must
 * be a multiple of 4 and {@code offset + 4} must not exceed {@link SharedMemory#size()}. A word has
 * one size for its whole life: it is never accessed as part of a wider or narrower word.
 *
 * <p><b>Errors.</b> An offset outside of the memory throws {@link IndexOutOfBoundsException}, a
 * misaligned one {@link IllegalArgumentException}; nothing is read or written then.
 *
 * <p><b>Progress.</b> All methods are wait-free, but for the strong compare-and-set forms, which
 * are lock-free on hardware with load-linked/store-conditional.
 */
public interface IntWords {

  /**
   * Reads a word with plain ordering: no ordering, and a data race unless it is ordered by other
   * accesses.
   *
   * @param offset the word, in bytes from the start of the memory
   * @return the value
   */
  int getIntPlain(long offset);

  /**
   * Reads a word with opaque ordering: coherent for this word, no ordering with other words.
   *
   * @param offset the word, in bytes from the start of the memory
   * @return the value
   */
  int getIntOpaque(long offset);

  /**
   * Reads a word with acquire ordering: what happened before the release store it reads from is
   * visible after it.
   *
   * @param offset the word, in bytes from the start of the memory
   * @return the value
   */
  int getIntAcquire(long offset);

  /**
   * Reads a word with volatile ordering: acquire, and in one total order with all volatile
   * accesses.
   *
   * @param offset the word, in bytes from the start of the memory
   * @return the value
   */
  int getIntVolatile(long offset);

  /**
   * Writes a word with plain ordering: no ordering, and a data race unless it is ordered by other
   * accesses.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   */
  void setIntPlain(long offset, int value);

  /**
   * Writes a word with opaque ordering: coherent for this word, no ordering with other words.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   */
  void setIntOpaque(long offset, int value);

  /**
   * Writes a word with release ordering: everything before it is visible to whoever acquires this
   * value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   */
  void setIntRelease(long offset, int value);

  /**
   * Writes a word with volatile ordering: release, and in one total order with all volatile
   * accesses.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   */
  void setIntVolatile(long offset, int value);

  /**
   * Sets a word to {@code value} if it holds {@code expected}, with volatile ordering. A failed
   * attempt is a volatile read.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean compareAndSetInt(long offset, int expected, int value);

  /**
   * Like {@link #compareAndSetInt}, with volatile ordering, but may fail spuriously although the
   * word holds the expected value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean weakCompareAndSetInt(long offset, int expected, int value);

  /**
   * Like {@link #compareAndSetInt}, with plain ordering, but may fail spuriously although the word
   * holds the expected value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean weakCompareAndSetIntPlain(long offset, int expected, int value);

  /**
   * Like {@link #compareAndSetInt}, with acquire ordering of the read and plain ordering of the
   * write, but may fail spuriously although the word holds the expected value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean weakCompareAndSetIntAcquire(long offset, int expected, int value);

  /**
   * Like {@link #compareAndSetInt}, with plain ordering of the read and release ordering of the
   * write, but may fail spuriously although the word holds the expected value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean weakCompareAndSetIntRelease(long offset, int expected, int value);

  /**
   * Sets a word to {@code value} if it holds {@code expected} and returns what it held, with
   * volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return the value before; equal to {@code expected} exactly if the word was set
   */
  int compareAndExchangeInt(long offset, int expected, int value);

  /**
   * Sets a word to {@code value} if it holds {@code expected} and returns what it held, with
   * acquire ordering of the read and plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return the value before; equal to {@code expected} exactly if the word was set
   */
  int compareAndExchangeIntAcquire(long offset, int expected, int value);

  /**
   * Sets a word to {@code value} if it holds {@code expected} and returns what it held, with plain
   * ordering of the read and release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return the value before; equal to {@code expected} exactly if the word was set
   */
  int compareAndExchangeIntRelease(long offset, int expected, int value);

  /**
   * Atomically replaces a word, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   * @return the value before
   */
  int getAndSetInt(long offset, int value);

  /**
   * Atomically replaces a word, with acquire ordering of the read and plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   * @return the value before
   */
  int getAndSetIntAcquire(long offset, int value);

  /**
   * Atomically replaces a word, with plain ordering of the read and release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   * @return the value before
   */
  int getAndSetIntRelease(long offset, int value);

  /**
   * Atomically adds to a word, wrapping around on overflow, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param delta what to add
   * @return the value before
   */
  int getAndAddInt(long offset, int delta);

  /**
   * Atomically adds to a word, wrapping around on overflow, with acquire ordering of the read and
   * plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param delta what to add
   * @return the value before
   */
  int getAndAddIntAcquire(long offset, int delta);

  /**
   * Atomically adds to a word, wrapping around on overflow, with plain ordering of the read and
   * release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param delta what to add
   * @return the value before
   */
  int getAndAddIntRelease(long offset, int delta);

  /**
   * Atomically combines a word with a mask by bitwise or, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  int getAndBitwiseOrInt(long offset, int mask);

  /**
   * Atomically combines a word with a mask by bitwise or, with acquire ordering of the read and
   * plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  int getAndBitwiseOrIntAcquire(long offset, int mask);

  /**
   * Atomically combines a word with a mask by bitwise or, with plain ordering of the read and
   * release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  int getAndBitwiseOrIntRelease(long offset, int mask);

  /**
   * Atomically combines a word with a mask by bitwise and, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  int getAndBitwiseAndInt(long offset, int mask);

  /**
   * Atomically combines a word with a mask by bitwise and, with acquire ordering of the read and
   * plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  int getAndBitwiseAndIntAcquire(long offset, int mask);

  /**
   * Atomically combines a word with a mask by bitwise and, with plain ordering of the read and
   * release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  int getAndBitwiseAndIntRelease(long offset, int mask);

  /**
   * Atomically combines a word with a mask by bitwise xor, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  int getAndBitwiseXorInt(long offset, int mask);

  /**
   * Atomically combines a word with a mask by bitwise xor, with acquire ordering of the read and
   * plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  int getAndBitwiseXorIntAcquire(long offset, int mask);

  /**
   * Atomically combines a word with a mask by bitwise xor, with plain ordering of the read and
   * release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  int getAndBitwiseXorIntRelease(long offset, int mask);
}
