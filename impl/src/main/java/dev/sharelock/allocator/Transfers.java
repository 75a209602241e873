package dev.sharelock.allocator;

import dev.sharelock.Outcome;

/**
 * References on their way: the sender's side is its {@link Outbox}; here is how a ticket is taken.
 *
 * <p>The taker first writes the ticket into its intent word, then marks the sender's entry as taken
 * by itself, which only one can do, then moves the bit, then empties the entry. Whoever recovers a
 * dead taker finds the ticket in the intent word and sees in the state of the block how far it
 * came: see {@link Recovery}.
 *
 * <p>A taker that already has a bit leaves that of the sender, who drops it when it sees that the
 * entry is empty. So a reference is moved only to one whose bit is not set, and a compare-and-set
 * that is late, because whoever makes it was paused, fails: the bit of a taker is set by then, and
 * stays until that one returns it or has ended. This lets the sender finish a taking that somebody
 * is slow with, see {@link Outbox#finishTaking}.
 */
final class Transfers {
  private final Heap heap;
  private final Hints hints;
  private final References references;
  private final int self;

  Transfers(Heap heap, References references) {
    this.heap = heap;
    this.hints = references.hints();
    this.references = references;
    this.self = hints.holder();
  }

  /** Turns an id into a reference. */
  Outcome load(int unit, long id) {
    OwnReferences own = references.own();
    if (own.count(unit) == 0) {
      keepBit(unit);
      return references.first(unit, id);
    }
    if (own.count(unit, id) == 0) {
      return Outcome.STALE;
    }
    references.gained(unit, id);
    return Outcome.DONE;
  }

  /** Makes sure that nobody is about to take the bit of this holder away with a reference. */
  private void keepBit(int unit) {
    if (references.isOnlyOnTheWay(unit)) {
      references.outbox().keepBit(unit);
      references.reap();
    }
  }

  void requireTicket(long ticket) {
    if (!isTicket(ticket)) {
      throw Refusal.noTicket(ticket, heap.tag());
    }
  }

  /** Whether a number can be a ticket of this heap. */
  boolean isTicket(long ticket) {
    return Ticket.isTagged(ticket, heap.tag())
        && Ticket.holder(ticket) < heap.geometry().holders()
        && Ticket.entry(ticket) < heap.geometry().outbox();
  }

  /** The unit of the block that a ticket stands for; -1 if it does no more. */
  int unitOf(long ticket) {
    long word = heap.entry(Ticket.holder(ticket), Ticket.entry(ticket));
    return stands(word, ticket) ? Ticket.unit(word) : -1;
  }

  /** Gives an offered reference another ticket, and makes this one void; whether it was offered. */
  boolean replace(long ticket, long other) {
    int sender = Ticket.holder(ticket);
    int entry = Ticket.entry(ticket);
    while (true) {
      long word = heap.entry(sender, entry);
      if (!stands(word, ticket)) {
        return false;
      }
      if (heap.changeEntry(sender, entry, word, Ticket.entryOf(other, word))) {
        return true;
      }
    }
  }

  private boolean stands(long word, long ticket) {
    return Ticket.sequence(word) == Ticket.ticketSequence(ticket)
        && Ticket.isOffered(word)
        && heap.hasUnit(Ticket.unit(word));
  }

  /** Takes the reference of a ticket; {@link BlockId#NONE} if somebody else has. */
  long accept(long ticket) {
    requireTicket(ticket);
    int unit = unitOf(ticket);
    if (unit >= 0 && Ticket.holder(ticket) != self) {
      keepBit(unit);
    }
    int sender = Ticket.holder(ticket);
    int entry = Ticket.entry(ticket);
    heap.setIntent(self, ticket);
    long word = heap.entry(sender, entry);
    long taken = Ticket.taken(word, self);
    boolean mine = stands(word, ticket);
    if (mine) {
      hints.cover(heap.chunkOf(Ticket.unit(word)));
      mine = heap.changeEntry(sender, entry, word, taken);
    }
    long id = mine ? take(sender, taken) : BlockId.NONE;
    if (mine) {
      heap.changeEntry(sender, entry, taken, Ticket.empty(taken));
    }
    heap.setIntent(self, 0);
    return id;
  }

  private long take(int sender, long taken) {
    int unit = Ticket.unit(taken);
    boolean moved = Ticket.kind(taken) == Ticket.TAKEN_MOVED && sender != self;
    while (true) {
      long state = heap.state(unit);
      long next = moved ? BlockState.moved(state, sender, self) : BlockState.with(state, self);
      if (BlockState.isHeldBy(state, self) || heap.changeState(unit, state, next)) {
        long id = heap.id(unit, BlockState.generation(state));
        references.gained(unit, id);
        return id;
      }
    }
  }
}
