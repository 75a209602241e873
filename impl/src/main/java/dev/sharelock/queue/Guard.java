package dev.sharelock.queue;

import dev.sharelock.Outcome;

/**
 * A watch that is also asked about each value before it is taken, for example in order to get hold
 * of what the value stands for.
 */
public interface Guard extends Watch {

  /**
   * Is asked about a value that is about to be taken. Somebody else may take it first, and then the
   * guard is asked about another.
   *
   * @param value its words
   * @return {@link Outcome#DONE} to take it; otherwise the outcome of the operation, if the value
   *     is still the first
   */
  Outcome about(long[] value);

  /** Is told that there was none to take, after all. */
  void nothing();
}
