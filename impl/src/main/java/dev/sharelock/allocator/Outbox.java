package dev.sharelock.allocator;

import static dev.sharelock.allocator.Ticket.MOVED;
import static dev.sharelock.allocator.Ticket.SHARED;

/**
 * The references that this holder has on the way to others. Each is an entry in shared memory,
 * named by a ticket that is sent, so it outlives the holder. While an entry is offered or being
 * taken, the holder's bit in the state of its block stands for it.
 *
 * <p>Here is the private side: which entries are in use, for which unit. An entry is back in
 * private hands when its word is empty.
 */
final class Outbox {
  private static final int NONE = -1;

  private final Heap heap;
  private final int self;
  private final OwnReferences own;
  private final int[] units;
  private final boolean[] used;
  private final int[] unused;
  private int inUse;

  Outbox(Heap heap, int self, OwnReferences own) {
    this.heap = heap;
    this.self = self;
    this.own = own;
    this.units = new int[heap.geometry().outbox()];
    this.used = new boolean[units.length];
    this.unused = new int[units.length];
    for (int e = 0; e < units.length; e++) {
      unused[e] = units.length - 1 - e;
    }
  }

  int inUse() {
    return inUse;
  }

  /** Offers a reference; returns its ticket, or 0 if no entry is empty. */
  long offer(int unit, boolean last) {
    if (inUse == units.length) {
      return 0;
    }
    int e = unused[units.length - 1 - inUse];
    inUse++;
    used[e] = true;
    units[e] = unit;
    own.departed(unit);
    long word = Ticket.begin(heap.entry(self, e), last ? MOVED : SHARED, unit);
    heap.setEntry(self, e, word);
    return Ticket.of(heap.tag(), self, e, word);
  }

  private void back(int e) {
    inUse--;
    unused[units.length - 1 - inUse] = e;
    used[e] = false;
    own.arrived(units[e]);
  }

  /**
   * Looks which references have arrived.
   *
   * @param arrived is told the unit of each, and whether the bit has gone with it
   */
  void reap(Arrival arrived) {
    for (int e = 0; inUse > 0 && e < units.length; e++) {
      if (used[e] && Ticket.kind(heap.entry(self, e)) == Ticket.EMPTY) {
        back(e);
        arrived.arrived(units[e]);
      }
    }
  }

  /** Is told about a reference that has arrived. */
  interface Arrival {
    void arrived(int unit);
  }

  /** The ticket of the next offer, or 0 if no entry is empty. */
  long next() {
    if (inUse == units.length) {
      return 0;
    }
    int e = unused[units.length - 1 - inUse];
    return Ticket.of(heap.tag(), self, e, Ticket.begin(heap.entry(self, e), SHARED, 0));
  }

  /** Takes an offer back; returns the unit, or -1 if somebody has taken it. */
  int cancel(long ticket) {
    int e = Ticket.entry(ticket);
    if (!Ticket.isTagged(ticket, heap.tag())
        || Ticket.holder(ticket) != self
        || e >= units.length
        || !used[e]) {
      return NONE;
    }
    long word = heap.entry(self, e);
    if (Ticket.sequence(word) != Ticket.ticketSequence(ticket)
        || !Ticket.isOffered(word)
        || !heap.changeEntry(self, e, word, Ticket.empty(word))) {
      return NONE;
    }
    back(e);
    return units[e];
  }

  /** Makes sure that the bit of this holder does not go away with a moved reference to a block. */
  void keepBit(int unit) {
    for (int e = 0; e < units.length; e++) {
      if (used[e] && units[e] == unit) {
        keepBitOf(e);
      }
    }
  }

  private void keepBitOf(int e) {
    long word = heap.entry(self, e);
    while (Ticket.kind(word) == MOVED && !heap.changeEntry(self, e, word, Ticket.shared(word))) {
      word = heap.entry(self, e);
    }
    while (Ticket.kind(word) == Ticket.TAKEN_MOVED) {
      finishTaking(e, word);
      word = heap.entry(self, e);
    }
  }

  /**
   * Makes the step of a taker that is slow, or will never make it: gives it a bit besides that of
   * this holder, and empties the entry. Nobody moves a bit to one who has it. The state is read
   * after the taking was seen, so it shows the bit that the taker may have had before, and before
   * the entry is looked at again: as long as the taker is at it, it does not return that bit. So a
   * state without it is one in which the taker has not got any.
   */
  private void finishTaking(int e, long word) {
    int unit = units[e]; // that of the word might be none, if the memory is corrupt
    int taker = Ticket.taker(word);
    long state = heap.latestState(unit);
    boolean settled = !BlockState.isHeldBy(state, self) || BlockState.isHeldBy(state, taker);
    if (heap.entry(self, e) == word
        && (settled || heap.changeState(unit, state, BlockState.with(state, taker)))) {
      heap.changeEntry(self, e, word, Ticket.empty(word));
    }
  }
}
