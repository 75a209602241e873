package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Environment;

/**
 * References on their way: the sender's side is its {@link Outbox}; here is how a ticket is taken.
 *
 * <p>The taker first writes the ticket into its intent word, then marks the sender's entry as taken
 * by itself, which only one can do, then moves the bit, then empties the entry. Whoever recovers a
 * dead taker finds the ticket in the intent word and sees in the state of the block how far it
 * came: see {@link Recovery}.
 */
final class Transfers {
  private final Heap heap;
  private final Environment environment;
  private final Hints hints;
  private final References references;
  private final Recovery recovery;
  private final int self;

  Transfers(Heap heap, Environment environment, References references, Recovery recovery) {
    this.heap = heap;
    this.environment = environment;
    this.hints = references.hints();
    this.references = references;
    this.recovery = recovery;
    this.self = hints.holder();
  }

  /** Turns an id into a reference. */
  Outcome load(int unit, long id) {
    OwnReferences own = references.own();
    if (own.count(unit) == 0) {
      awaitTaker(unit);
      Outcome outcome = references.acquire(unit, BlockId.generation(id));
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    } else if (own.count(unit, id) == 0) {
      return Outcome.STALE;
    }
    references.gained(unit, id);
    return Outcome.DONE;
  }

  /** Waits until nobody is about to take the bit of this holder away with a moved reference. */
  private void awaitTaker(int unit) {
    while (references.isOnlyOnTheWay(unit) && !references.outbox().keepBit(unit)) {
      environment.spinHint();
      recovery.recoverAll();
      references.reap();
    }
  }

  void requireTicket(long ticket) {
    if (!Ticket.isTagged(ticket, heap.tag())
        || Ticket.holder(ticket) >= heap.geometry().holders()
        || Ticket.entry(ticket) >= heap.geometry().outbox()) {
      throw Refusal.noTicket(ticket, heap.tag());
    }
  }

  /** The unit of the block that a ticket stands for; -1 if it does no more. */
  int unitOf(long ticket) {
    long word = heap.entry(Ticket.holder(ticket), Ticket.entry(ticket));
    return stands(word, ticket) ? Ticket.unit(word) : -1;
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
      awaitTaker(unit);
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
      if (heap.changeState(unit, state, next)) {
        long id = heap.id(unit, BlockState.generation(state));
        references.gained(unit, id);
        return id;
      }
    }
  }
}
