package dev.sharelock.allocator;

/**
 * What a messenger needs to know about tickets that it carries, so that none is lost when somebody
 * dies: it notes the ticket before the reference is sent, and finds out later what became of it.
 */
public final class Tickets {
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
   * Asks whether a ticket waits to be accepted.
   *
   * @param allocator of any participant
   * @param ticket of any sender, sent or noted by {@link #next} only
   * @return whether it was sent, and neither accepted nor cancelled since
   */
  public static boolean isOffered(Allocator allocator, long ticket) {
    allocator.transfers.requireTicket(ticket);
    return allocator.transfers.unitOf(ticket) >= 0;
  }
}
