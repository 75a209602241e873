package dev.sharelock.request;

/** What the server says of a request. */
public enum ReplyStatus {
  /** The reply is what the handler has given. */
  OK,
  /** The handler failed; the reply is a message in UTF-8 that says why. */
  FAILED
}
