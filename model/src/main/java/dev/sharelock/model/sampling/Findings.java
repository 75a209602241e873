package dev.sharelock.model.sampling;

/** Is told what a memory finds wrong with an access; never returns. */
interface Findings {

  /**
   * Two accesses conflict and neither happened before the other.
   *
   * @param process who makes the second access
   * @param offset where it begins
   * @param other who made the first one
   * @param otherTime the number of the first one among the accesses of its process, from 1
   */
  Abort race(int process, long offset, int other, int otherTime);

  /** A word overlaps one of another size. */
  Abort mixedSize(int process, long offset, int bytes);
}
