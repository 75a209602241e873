package dev.sharelock.segment;

/** What can happen to a segment. */
public enum SegmentEvent {
  /** A member takes a free place. */
  RESERVE,
  /** The segment is made, and is its maker's. */
  PUBLISH,
  /** The owner sends it to another member. */
  SEND,
  /** The member to whom it was sent takes it. */
  RECEIVE,
  /** The sender takes it back before it was received. */
  TAKE_BACK,
  /** The owner gives it up. */
  DEALLOCATE,
  /** Somebody takes it over from a dead member. */
  RECLAIM,
  /** Somebody gives up what a dead member has left half done, or what a torn down table has. */
  BURY,
  /** Its memory has been given back. */
  FORGET
}
