package dev.sharelock.memory;

/**
 * Atomic access to aligned 64-bit words of a shared memory, with the memory ordering in the name of
 * each method.
 *
 * <p>Every method has exactly the semantics of the {@link java.lang.invoke.VarHandle} access mode
 * of the same name. An <i>offset</i> is a distance in bytes from the start of the memory; it must
 * be a multiple of 8 and {@code offset + 8} must not exceed {@link SharedMemory#size()}. A word has
 * one size for its whole life: it is never accessed as part of a wider or narrower word.
 *
 * <p><b>Errors.</b> An offset outside of the memory throws {@link IndexOutOfBoundsException}, a
 * misaligned one {@link IllegalArgumentException}; nothing is read or written then.
 *
 * <p><b>Progress.</b> All methods are wait-free, but for the strong compare-and-set forms, which
 * are lock-free on hardware with load-linked/store-conditional.
 */
public interface LongWords {

  /**
   * Reads a word with plain ordering: no ordering, and a data race unless it is ordered by other
   * accesses.
   *
   * @param offset the word, in bytes from the start of the memory
   * @return the value
   */
  long getLongPlain(long offset);

  /**
   * Reads a word with opaque ordering: coherent for this word, no ordering with other words.
   *
   * @param offset the word, in bytes from the start of the memory
   * @return the value
   */
  long getLongOpaque(long offset);

  /**
   * Reads a word with acquire ordering: what happened before the release store it reads from is
   * visible after it.
   *
   * @param offset the word, in bytes from the start of the memory
   * @return the value
   */
  long getLongAcquire(long offset);

  /**
   * Reads a word with volatile ordering: acquire, and in one total order with all volatile
   * accesses.
   *
   * @param offset the word, in bytes from the start of the memory
   * @return the value
   */
  long getLongVolatile(long offset);

  /**
   * Writes a word with plain ordering: no ordering, and a data race unless it is ordered by other
   * accesses.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   */
  void setLongPlain(long offset, long value);

  /**
   * Writes a word with opaque ordering: coherent for this word, no ordering with other words.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   */
  void setLongOpaque(long offset, long value);

  /**
   * Writes a word with release ordering: everything before it is visible to whoever acquires this
   * value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   */
  void setLongRelease(long offset, long value);

  /**
   * Writes a word with volatile ordering: release, and in one total order with all volatile
   * accesses.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   */
  void setLongVolatile(long offset, long value);

  /**
   * Sets a word to {@code value} if it holds {@code expected}, with volatile ordering. A failed
   * attempt is a volatile read.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean compareAndSetLong(long offset, long expected, long value);

  /**
   * Like {@link #compareAndSetLong}, with volatile ordering, but may fail spuriously although the
   * word holds the expected value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean weakCompareAndSetLong(long offset, long expected, long value);

  /**
   * Like {@link #compareAndSetLong}, with plain ordering, but may fail spuriously although the word
   * holds the expected value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean weakCompareAndSetLongPlain(long offset, long expected, long value);

  /**
   * Like {@link #compareAndSetLong}, with acquire ordering of the read and plain ordering of the
   * write, but may fail spuriously although the word holds the expected value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean weakCompareAndSetLongAcquire(long offset, long expected, long value);

  /**
   * Like {@link #compareAndSetLong}, with plain ordering of the read and release ordering of the
   * write, but may fail spuriously although the word holds the expected value.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return whether the word was set
   */
  boolean weakCompareAndSetLongRelease(long offset, long expected, long value);

  /**
   * Sets a word to {@code value} if it holds {@code expected} and returns what it held, with
   * volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return the value before; equal to {@code expected} exactly if the word was set
   */
  long compareAndExchangeLong(long offset, long expected, long value);

  /**
   * Sets a word to {@code value} if it holds {@code expected} and returns what it held, with
   * acquire ordering of the read and plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return the value before; equal to {@code expected} exactly if the word was set
   */
  long compareAndExchangeLongAcquire(long offset, long expected, long value);

  /**
   * Sets a word to {@code value} if it holds {@code expected} and returns what it held, with plain
   * ordering of the read and release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value it must hold
   * @param value the new value
   * @return the value before; equal to {@code expected} exactly if the word was set
   */
  long compareAndExchangeLongRelease(long offset, long expected, long value);

  /**
   * Atomically replaces a word, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   * @return the value before
   */
  long getAndSetLong(long offset, long value);

  /**
   * Atomically replaces a word, with acquire ordering of the read and plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   * @return the value before
   */
  long getAndSetLongAcquire(long offset, long value);

  /**
   * Atomically replaces a word, with plain ordering of the read and release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param value the new value
   * @return the value before
   */
  long getAndSetLongRelease(long offset, long value);

  /**
   * Atomically adds to a word, wrapping around on overflow, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param delta what to add
   * @return the value before
   */
  long getAndAddLong(long offset, long delta);

  /**
   * Atomically adds to a word, wrapping around on overflow, with acquire ordering of the read and
   * plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param delta what to add
   * @return the value before
   */
  long getAndAddLongAcquire(long offset, long delta);

  /**
   * Atomically adds to a word, wrapping around on overflow, with plain ordering of the read and
   * release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param delta what to add
   * @return the value before
   */
  long getAndAddLongRelease(long offset, long delta);

  /**
   * Atomically combines a word with a mask by bitwise or, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  long getAndBitwiseOrLong(long offset, long mask);

  /**
   * Atomically combines a word with a mask by bitwise or, with acquire ordering of the read and
   * plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  long getAndBitwiseOrLongAcquire(long offset, long mask);

  /**
   * Atomically combines a word with a mask by bitwise or, with plain ordering of the read and
   * release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  long getAndBitwiseOrLongRelease(long offset, long mask);

  /**
   * Atomically combines a word with a mask by bitwise and, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  long getAndBitwiseAndLong(long offset, long mask);

  /**
   * Atomically combines a word with a mask by bitwise and, with acquire ordering of the read and
   * plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  long getAndBitwiseAndLongAcquire(long offset, long mask);

  /**
   * Atomically combines a word with a mask by bitwise and, with plain ordering of the read and
   * release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  long getAndBitwiseAndLongRelease(long offset, long mask);

  /**
   * Atomically combines a word with a mask by bitwise xor, with volatile ordering.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  long getAndBitwiseXorLong(long offset, long mask);

  /**
   * Atomically combines a word with a mask by bitwise xor, with acquire ordering of the read and
   * plain ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  long getAndBitwiseXorLongAcquire(long offset, long mask);

  /**
   * Atomically combines a word with a mask by bitwise xor, with plain ordering of the read and
   * release ordering of the write.
   *
   * @param offset the word, in bytes from the start of the memory
   * @param mask the mask
   * @return the value before
   */
  long getAndBitwiseXorLongRelease(long offset, long mask);
}
