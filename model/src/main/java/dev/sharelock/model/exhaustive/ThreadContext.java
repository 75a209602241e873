package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;

/** What a thread of a {@link Program} can do. Words are 8 bytes unless {@link #memory} is used. */
public interface ThreadContext {

  /** The position of the thread in its program, from 0. */
  int index();

  /** The same memory through the seam of the algorithms. */
  SharedMemory memory();

  /** Reads a word. */
  long load(long offset, Ordering ordering);

  /** Writes a word. */
  void store(long offset, Ordering ordering, long value);

  /** Replaces a word and returns what it held. */
  long update(long offset, Ordering ordering, UpdateKind kind, long operand);

  /** Replaces a word if it holds the expected value and returns what it held. */
  long compareAndExchange(long offset, Ordering ordering, long expected, long value);

  /** Like {@link #compareAndExchange}, but may fail spuriously; tells whether it replaced. */
  boolean weakCompareAndSet(long offset, Ordering ordering, long expected, long value);

  /** Puts a fence here. */
  void fence(FenceKind kind);

  /** Blocks the thread for good unless the condition holds: the execution is not looked at. */
  void assume(boolean condition);

  /**
   * Tells that the thread is in a loop that only reads and waits for another thread. It stays here
   * until a word changes that it has read since its last write.
   */
  void spinHint();

  /** Chooses a number from 0 to {@code alternatives - 1}. */
  int choose(int alternatives);

  /** Adds a value to the outcome of the execution. */
  void observe(long value);
}
