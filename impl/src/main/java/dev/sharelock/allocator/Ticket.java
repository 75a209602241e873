package dev.sharelock.allocator;

/**
 * Names one reference on its way from one participant to another: a number that is sent instead of
 * a block id. Pure bit packing, of the ticket and of the outbox entry that it names.
 *
 * <pre>
 *   ticket   63      32 31      16 15     8 7      0
 *            +---------+----------+--------+-------+
 *            | sequence|   tag    | holder | entry |     of the heap, of the sender
 *            +---------+----------+--------+-------+
 *   entry    63      40 39    35 34  32 31          0
 *            +---------+--------+------+-------------+
 *            | sequence| taker  | kind |    unit     |
 *            +---------+--------+------+-------------+
 * </pre>
 */
final class Ticket {
  /** The entry holds no reference. */
  static final int EMPTY = 0;

  /** The sender's bit stands for this reference and others of the sender. */
  static final int SHARED = 1;

  /** The sender's bit stands for this reference alone and goes to whoever takes it. */
  static final int MOVED = 2;

  /** Somebody is taking a shared reference. */
  static final int TAKEN_SHARED = 3;

  /** Somebody is taking a moved reference. */
  static final int TAKEN_MOVED = 4;

  private static final int SEQUENCE_MASK = (1 << 24) - 1;

  private Ticket() {}

  static long of(int tag, int holder, int entry, long entryWord) {
    return (long) sequence(entryWord) << 32 | (long) tag(tag) << 16 | (long) holder << 8 | entry;
  }

  /** As much of the tag of a heap as there is room for. */
  private static int tag(int tag) {
    return tag >>> 16;
  }

  /** Whether a ticket can be of a heap with a tag. */
  static boolean isTagged(long ticket, int tag) {
    return ((int) ticket >>> 16) == tag(tag);
  }

  static int ticketSequence(long ticket) {
    return (int) (ticket >>> 32);
  }

  static int holder(long ticket) {
    return (int) (ticket >>> 8) & 0xFF;
  }

  static int entry(long ticket) {
    return (int) ticket & 0xFF;
  }

  static long entryWord(int sequence, int taker, int kind, int unit) {
    return (long) (sequence & SEQUENCE_MASK) << 40
        | (long) taker << 35
        | (long) kind << 32
        | unit & 0xFFFF_FFFFL;
  }

  static int sequence(long entryWord) {
    return (int) (entryWord >>> 40);
  }

  static int taker(long entryWord) {
    return (int) (entryWord >>> 35) & 31;
  }

  static int kind(long entryWord) {
    return (int) (entryWord >>> 32) & 7;
  }

  static int unit(long entryWord) {
    return (int) entryWord;
  }

  /** A new use of an empty entry, in the next sequence; the sequence is never 0. */
  static long begin(long empty, int kind, int unit) {
    return entryWord(next(sequence(empty)), 0, kind, unit);
  }

  /** The ticket of a reference that was passed on by whoever had this one. */
  static long passed(long ticket) {
    return (long) next(ticketSequence(ticket)) << 32 | ticket & 0xFFFF_FFFFL;
  }

  /** The ticket after the {@linkplain #passed next} one. */
  static long revived(long ticket) {
    return passed(passed(ticket));
  }

  /** The same reference under another ticket of the same entry. */
  static long entryOf(long ticket, long entryWord) {
    return entryWord(ticketSequence(ticket), taker(entryWord), kind(entryWord), unit(entryWord));
  }

  private static int next(int sequence) {
    int next = sequence + 1 & SEQUENCE_MASK;
    return next == 0 ? 1 : next;
  }

  static long empty(long entryWord) {
    return entryWord(sequence(entryWord), 0, EMPTY, 0);
  }

  static long taken(long entryWord, int taker) {
    int kind = kind(entryWord) == MOVED ? TAKEN_MOVED : TAKEN_SHARED;
    return entryWord(sequence(entryWord), taker, kind, unit(entryWord));
  }

  static long shared(long entryWord) {
    return entryWord(sequence(entryWord), 0, SHARED, unit(entryWord));
  }

  static boolean isTaken(long entryWord) {
    return kind(entryWord) == TAKEN_SHARED || kind(entryWord) == TAKEN_MOVED;
  }

  static boolean isOffered(long entryWord) {
    return kind(entryWord) == SHARED || kind(entryWord) == MOVED;
  }
}
