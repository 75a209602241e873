package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.Tickets;
import dev.sharelock.memory.SharedMemory;
import java.util.function.LongPredicate;

/**
 * What one seat notes of the tickets that it puts and takes, before it does, so that somebody else
 * can settle it. What the notes mean, and their order: {@link BlockRecovery}.
 */
final class Notes implements QueueCore.Messenger {
  private final SharedMemory memory;
  private final QueueLayout layout;
  private final Allocator allocator;
  private final boolean repeating;
  private long putting;
  private long taking;
  private long again;
  private boolean noted;
  private LongPredicate only;
  private BlockRecovery recovery;

  Notes(SharedMemory memory, QueueLayout layout, Allocator allocator, Delivery delivery) {
    this.memory = memory;
    this.layout = layout;
    this.allocator = allocator;
    this.repeating = delivery == Delivery.AT_LEAST_ONCE;
  }

  @Override
  public void sit(int seat) {
    putting = layout.putting(seat);
    taking = layout.taking(seat);
    again = layout.again(seat);
  }

  @Override
  public boolean prepare(long[] value) {
    if (value[0] == 0) {
      long ticket = Tickets.next(allocator);
      if (ticket == 0) {
        return false;
      }
      memory.setLongOpaque(putting, ticket);
      memory.storeStoreFence(); // a death must not lose the note and leave the ticket
      value[0] = send(value[1]);
    }
    return true;
  }

  /** Lets what the dead have left be recovered at the end. */
  void recoverAtTheEnd(BlockRecovery recovery) {
    this.recovery = recovery;
  }

  @Override
  public Outcome end() {
    return recovery.end();
  }

  private long send(long block) {
    try {
      return allocator.send(block);
    } catch (RuntimeException e) {
      sent(); // the next message has this ticket, wherever it goes
      throw e;
    }
  }

  /** What was to be put is in the queue, or was not sent. */
  void sent() {
    memory.setLongOpaque(putting, 0);
  }

  /** Lets only elements be taken whose first word fulfils a condition; null for all. */
  void only(LongPredicate wanted) {
    only = wanted;
  }

  @Override
  public Outcome about(long[] value) {
    if (only != null && !only.test(value[0])) {
      nothing(); // another was noted before, and somebody else has taken that
      return Outcome.WOULD_BLOCK;
    }
    memory.setLongOpaque(again, repeating ? value[1] : 0);
    memory.setLongOpaque(taking, value[0]);
    noted = true;
    return Outcome.DONE;
  }

  @Override
  public void nothing() {
    if (noted) {
      forget();
    }
  }

  /** What was taken will be here again, under another ticket. */
  void takeBack(long ticket) {
    memory.setLongOpaque(taking, ticket);
  }

  /** What was taken before is accepted, or elsewhere. */
  void forget() {
    memory.setLongRelease(taking, 0); // G1 -> G2, E1
    noted = false;
  }
}
