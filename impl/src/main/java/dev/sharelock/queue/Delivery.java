package dev.sharelock.queue;

/** What becomes of a block that was taken by a participant that dies. */
public enum Delivery {
  /** It is released: the death has used it up. */
  AT_MOST_ONCE,
  /**
   * It is returned to the front of the queue, unless the participant had acknowledged it: another
   * one gets it, perhaps after some of the work was done.
   */
  AT_LEAST_ONCE
}
