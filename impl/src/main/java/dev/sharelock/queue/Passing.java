package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.Tickets;
import dev.sharelock.memory.SharedMemory;

/**
 * A block that comes from another queue to this one, in the hands of one participant.
 *
 * <p>The reference gets its next ticket, by one compare-and-set: before it, the block is a matter
 * of the other queue, where its old ticket is noted as taken; after it, the old ticket is void, and
 * the block is a matter of this queue, where the new ticket was noted before. So whoever recovers
 * either queue, in any order, finds it in exactly one of them.
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

  Passing(SharedMemory memory, QueueLayout layout, Allocator allocator, QueueCore core) {
    this.memory = memory;
    this.allocator = allocator;
    this.core = core;
    this.passing = layout.passing(core.seat());
    this.passed = layout.passed(core.seat());
  }

  /**
   * Makes a block that was taken elsewhere a matter of this queue; whether its ticket was valid.
   */
  boolean begin(long ticket, long block) {
    put[0] = Tickets.passed(ticket);
    put[1] = block;
    memory.setLongOpaque(passed, block);
    memory.setLongOpaque(passing, put[0]);
    memory.storeStoreFence(); // a death must not lose the notes and leave the ticket
    boolean valid = Tickets.pass(allocator, ticket);
    if (!valid) {
      memory.setLongOpaque(passing, 0);
    }
    return valid;
  }

  /** It is in the queue, or matter of the other one again. */
  private void forget() {
    memory.setLongRelease(passing, 0); // M1 -> M2
  }

  /** Puts it; unless done, {@link #back} must follow. */
  Outcome put(long timeoutNanos) {
    Outcome outcome = core.put(put, timeoutNanos);
    if (outcome == Outcome.DONE) {
      forget();
    }
    return outcome;
  }

  /** The ticket under which the other queue gets it back, to be noted there before. */
  long ticketBack() {
    return Tickets.passed(put[0]);
  }

  /** Makes it a matter of the other queue again; whether its ticket was valid. */
  boolean back() {
    memory.storeStoreFence(); // a death must not lose the note and leave the ticket
    boolean valid = Tickets.pass(allocator, put[0]);
    forget();
    return valid;
  }
}
