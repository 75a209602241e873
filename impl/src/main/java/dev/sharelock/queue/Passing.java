package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.Tickets;
import dev.sharelock.memory.SharedMemory;

/**
 * A block that comes to this queue, in the hands of one participant: from another queue, from this
 * one if it is returned, or from somebody dead.
 *
 * <p>The reference gets another ticket, by one compare-and-set: before it, the block is a matter of
 * where its old ticket is noted as taken; after it, the old ticket is void, and the block is a
 * matter of this queue, where the new ticket was noted before. So whoever recovers either queue, in
 * any order, finds it in exactly one of them.
 *
 * <p>Notes and their order: {@link BlockRecovery}.
 */
final class Passing {
  private final SharedMemory memory;
  private final Allocator allocator;
  private final QueueCore core;
  private final long passing;
  private final long passed;
  private final long[] put = new long[BlockQueue.WORDS];
  private boolean toFront;

  Passing(SharedMemory memory, QueueLayout layout, Allocator allocator, QueueCore core) {
    this.memory = memory;
    this.allocator = allocator;
    this.core = core;
    this.passing = layout.passing(core.seat());
    this.passed = layout.passed(core.seat());
  }

  /**
   * Makes a block that the caller has taken, here or elsewhere, a matter of this queue.
   *
   * @param ticket under which it was taken
   * @param word which block it is and where it goes, a {@link PassedWord}
   * @return whether its ticket was valid
   */
  boolean begin(long ticket, long word) {
    core.requireOpen();
    note(Tickets.passed(ticket), word);
    return noted(Tickets.pass(allocator, ticket));
  }

  /**
   * Makes a block that a dead participant had a matter of the caller.
   *
   * @param ticket under which it was noted
   * @param word which block it is and where it goes, a {@link PassedWord}
   * @return whether its ticket was valid
   */
  boolean takeOver(long ticket, long word) {
    note(Tickets.revived(ticket), word);
    return noted(Tickets.revive(allocator, ticket));
  }

  private void note(long ticket, long word) {
    put[0] = ticket;
    put[1] = PassedWord.block(word);
    toFront = PassedWord.isToFront(word);
    memory.setLongOpaque(passed, word);
    memory.setLongOpaque(passing, ticket);
    memory.storeStoreFence(); // a death must not lose the notes and leave the ticket
  }

  private boolean noted(boolean valid) {
    if (!valid) {
      memory.setLongOpaque(passing, 0);
    }
    return valid;
  }

  /** Puts it; unless done, it must be noted elsewhere and {@link #forget} must follow. */
  Outcome put(long timeoutNanos) {
    Outcome outcome = toFront ? toFront() : core.put(put, timeoutNanos);
    if (outcome == Outcome.DONE) {
      forget();
    }
    return outcome;
  }

  private Outcome toFront() {
    Outcome outcome = core.pushBack(put);
    return outcome == Outcome.WOULD_BLOCK ? core.pushBackElsewhere(put) : outcome;
  }

  long ticket() {
    return put[0];
  }

  /** It is in the queue, or noted elsewhere, or used up. */
  void forget() {
    memory.setLongRelease(passing, 0); // M1 -> M2
  }

  /** The ticket under which it can be taken {@link #back}, to be noted there before. */
  long ticketBack() {
    return Tickets.passed(put[0]);
  }

  /** Leaves it to where it was taken; whether its ticket was valid. */
  boolean back() {
    memory.storeStoreFence(); // a death must not lose the note and leave the ticket
    boolean valid = Tickets.pass(allocator, put[0]);
    forget();
    return valid;
  }
}
