package dev.sharelock;

/**
 * How an operation ended that may not be able to do its work at once. No two reasons are folded
 * into one.
 */
public enum Outcome {
  /** The work is done. */
  DONE,
  /** It cannot be done now, and the caller did not want to wait. */
  WOULD_BLOCK,
  /** The time-out passed before it could be done. */
  TIMED_OUT,
  /** The structure was closed, and what was in it has been taken. */
  CLOSED,
  /** The process on the other side is dead, and what it left behind has been taken. */
  PEER_DEAD,
  /**
   * The participant on the other side was evicted and has not ended: it may still be paused, and
   * what it was about to do may still come; what it left behind so far has been taken.
   */
  PEER_EVICTED,
  /** The caller itself was evicted: it takes part no more. */
  EVICTED,
  /** The handle or id refers to an earlier generation. */
  STALE,
  /** What the id refers to was released by everybody and not used again since. */
  RELEASED,
  /**
   * The shared memory holds something that no participant can have written; nothing was touched.
   */
  CORRUPT,
  /** The request can never be met, however long one waits. */
  TOO_LARGE,
  /** There is not enough free memory. */
  NO_MEMORY,
  /** The calling thread was interrupted; its interrupt status is still set. */
  INTERRUPTED,
  /** The caller's cancel hook asked to stop. */
  CANCELLED,
  /** Something of this name exists already. */
  EXISTS,
  /** Nothing of this name exists. */
  MISSING,
  /** The operating system forbids it, or the caller cannot do what the others rely on. */
  REFUSED
}
