package dev.sharelock.properties.request;

/**
 * What somebody does.
 *
 * @param kind what
 * @param slot by the client of which slot; taken modulo the number of slots
 */
record RequestStep(Kind kind, int slot) {
  enum Kind {
    JOIN,
    SEND,
    RECEIVE,
    /** The server answers, or lets the handler fail. */
    SERVE,
    FAIL,
    /** The server puts the answer off, and gives it later. */
    DEFER,
    REPLY,
    DIE,
    LEAVE,
    /** The server dies, and another one follows. */
    SUCCEED,
    SHUT_DOWN
  }
}
