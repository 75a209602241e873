package dev.sharelock.queue;

/** What dead participants leave at a queue of blocks, and what becomes of it. */
public enum Remainder {
  /**
   * What they had taken and had in hand; if it is to be delivered again, it returns to the front.
   */
  TAKEN,

  /**
   * What they were passing on to this queue; it is put. That needs room, so whoever is to make the
   * room must not wait for it.
   */
  PASSED
}
