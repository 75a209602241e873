package dev.sharelock.properties.doorbell;

/**
 * What somebody does.
 *
 * @param kind what
 * @param slot at which slot, or by the producer of which; taken modulo the number of slots
 */
record DoorbellStep(Kind kind, int slot) {
  enum Kind {
    JOIN,
    OFFER,
    TAKE,
    SKIP,
    MASK,
    UNMASK,
    DIE,
    LEAVE,
    /** The consumer dies, and another one follows. */
    SUCCEED,
    CLOSE
  }
}
