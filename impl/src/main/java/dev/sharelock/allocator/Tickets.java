package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.memory.SharedMemory;

/**
 * What a messenger needs to know about tickets that it carries, so that none is lost when somebody
 * dies: it notes the ticket before the reference is sent, and finds out later what became of it.
 * What it carries lies in shared memory, where anything may have been written; so a number that
 * cannot be a ticket of the heap is here one that does not wait to be accepted.
 */
public final class Tickets {
  /** What {@link #blockOf} says of a ticket that does not wait to be accepted. */
  public static final long VOID = -1;

  private Tickets() {}

  /**
   * Tells the ticket that the next {@link Allocator#send} returns.
   *
   * @param allocator of the sender
   * @return the ticket, or 0 if too many references are on the way
   */
  public static long next(Allocator allocator) {
    long ticket = allocator.outbox.next();
    if (ticket == 0) {
      allocator.references.reap();
      ticket = allocator.outbox.next();
    }
    return ticket;
  }

  /**
   * Refuses an allocator of another region.
   *
   * @param allocator of the participant that carries tickets
   * @param memory in which it carries them
   * @throws IllegalArgumentException if its heap is in another memory
   */
  public static void requireSameMemory(Allocator allocator, SharedMemory memory) {
    if (allocator.heap.memory() != memory) {
      throw new IllegalArgumentException(
          "allocator is of another memory: bytes="
              + memory.size()
              + ", bytesOfAllocator="
              + allocator.heap.memory().size()
              + "; do: pass an allocator of the same region handle");
    }
  }

  /**
   * Asks whether a number can be a ticket.
   *
   * @param allocator of any participant
   * @param number of whatever origin
   * @return whether it can be one of the heap
   */
  public static boolean isTicket(Allocator allocator, long number) {
    return number != 0 && allocator.transfers.isTicket(number);
  }

  /**
   * Asks whether a ticket waits to be accepted.
   *
   * @param allocator of any participant
   * @param ticket of any sender, sent or noted by {@link #next} only
   * @return whether it was sent, and neither accepted nor cancelled since
   */
  public static boolean isOffered(Allocator allocator, long ticket) {
    return waitingUnit(allocator, ticket) >= 0;
  }

  /**
   * Finds the block that a ticket stands for among some blocks, of which it is in use.
   *
   * @param allocator of any participant
   * @param ticket of any sender
   * @param blocks ids, and {@link BlockId#NONE}
   * @return the id; {@link BlockId#NONE} if it is none of them; {@link #VOID} if the ticket does
   *     not wait any more
   */
  public static long blockOf(Allocator allocator, long ticket, long[] blocks) {
    int unit = waitingUnit(allocator, ticket);
    if (unit < 0) {
      return VOID;
    }
    long block = idOf(allocator, unit);
    for (long id : blocks) {
      if (id == block) {
        return id;
      }
    }
    return BlockId.NONE;
  }

  /**
   * Lists the tickets that wait to be accepted, whoever has sent them.
   *
   * @param allocator of any participant
   * @return the tickets; each was there at some moment during the call
   */
  public static long[] offered(Allocator allocator) {
    return allocator.recovery.offered(holder -> true);
  }

  /**
   * Gets a reference to the block that a ticket stands for, and leaves the ticket as it is.
   *
   * @param allocator of the caller
   * @param ticket of any sender
   * @return the id of the block, or {@link BlockId#NONE} if the ticket does not wait any more
   */
  public static long look(Allocator allocator, long ticket) {
    int unit = waitingUnit(allocator, ticket);
    if (unit >= 0) {
      long id = idOf(allocator, unit);
      if (allocator.heap.canBeId(id) && allocator.load(id) == Outcome.DONE) {
        return id;
      }
    }
    return BlockId.NONE;
  }

  /**
   * Takes the reference that a ticket stands for, also if the caller was evicted. A messenger that
   * has taken a message out of its place is in the middle of what it may end (Z5 of {@link
   * dev.sharelock.environment.Participants}); to begin it is what it asks for.
   *
   * @param allocator of the caller
   * @param ticket of any sender
   * @return as {@link Allocator#accept}
   */
  public static long accept(Allocator allocator, long ticket) {
    return isTicket(allocator, ticket) ? allocator.transfers.accept(ticket) : BlockId.NONE;
  }

  /**
   * Gets a reference to a block by its id, also if the caller was evicted; see {@link #accept}.
   *
   * @param allocator of the caller
   * @param id the block, for which the caller has taken a ticket out of its place
   * @return as {@link Allocator#load}; {@link Outcome#CORRUPT} if it cannot be one of this heap
   */
  public static Outcome load(Allocator allocator, long id) {
    return allocator.heap.canBeId(id)
        ? allocator.transfers.load(allocator.heap.unit(id), id)
        : Outcome.CORRUPT;
  }

  /**
   * Tells the ticket that a reference gets when this ticket of it is {@linkplain #pass passed}.
   *
   * @param ticket of any sender
   * @return the next one
   */
  public static long passed(long ticket) {
    return Ticket.passed(ticket);
  }

  /**
   * Replaces a ticket by the {@linkplain #passed next one} for the same reference, in one step: of
   * all who try to accept, cancel or pass a ticket, one succeeds. So a messenger that moves a
   * message from one place to another decides by it where the message is.
   *
   * @param allocator of any participant
   * @param ticket of any sender
   * @return whether it was offered, and is void now
   */
  public static boolean pass(Allocator allocator, long ticket) {
    return isTicket(allocator, ticket)
        && allocator.transfers.replace(ticket, Ticket.passed(ticket));
  }

  /**
   * Tells the ticket that a reference gets when this ticket of it is {@linkplain #revive revived}.
   *
   * @param ticket of any sender
   * @return the one after the {@linkplain #passed next}
   */
  public static long revived(long ticket) {
    return Ticket.revived(ticket);
  }

  /**
   * Replaces a ticket that a dead participant had in hand, in one step as {@link #pass} does. That
   * one may have noted the next ticket somewhere, and have died before it was valid; so that ticket
   * is left out, and the note stands for nothing for ever.
   *
   * @param allocator of any participant
   * @param ticket of any sender
   * @return whether it was offered, and is void now
   */
  public static boolean revive(Allocator allocator, long ticket) {
    return isTicket(allocator, ticket)
        && allocator.transfers.replace(ticket, Ticket.revived(ticket));
  }

  /**
   * Asks whether a ticket that is offered is of a certain sender. The record of a dead one goes to
   * another when nothing of it is on the way any more; then a ticket that was noted by {@link
   * #next} only may be sent by that one.
   *
   * @param allocator of any participant
   * @param ticket which is offered
   * @param participant the number of the sender
   * @return whether it has sent it
   */
  public static boolean isOf(Allocator allocator, long ticket, long participant) {
    return allocator.heap.participant(Ticket.holder(ticket)) == participant;
  }

  /** The id of the block as it is now; none if nobody uses it. */
  private static long idOf(Allocator allocator, int unit) {
    return allocator.heap.id(unit, BlockState.generation(allocator.heap.state(unit)));
  }

  /** The unit of the block that a ticket stands for; -1 if it does not wait to be accepted. */
  private static int waitingUnit(Allocator allocator, long ticket) {
    return isTicket(allocator, ticket) ? allocator.transfers.unitOf(ticket) : -1;
  }
}
