package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.Tickets;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.waiting.Awaited;

/**
 * Finds references that were on their way into a queue or out of it when somebody died.
 *
 * <p><b>Layout.</b> In the line of each seat: {@code putting}, the ticket that its owner has noted
 * before it sent the reference, until the ticket was put; {@code taking}, the ticket that it has
 * noted before it tried to take it, until it has accepted it; {@code again}, the block of that
 * ticket if it is to be delivered again; {@code passing}, another ticket of a reference that comes
 * from another queue, from somebody dead, or back, noted before that ticket is valid, until it was
 * put; {@code passed}, the block of that ticket, and to which end it goes ({@link PassedWord}). In
 * the queue: {@code recoverer}, the participant that recovers.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   G1  a ticket that was sent and not accepted is in the queue, or noted in a seat
 *   G2  a ticket that is not in the queue, and that nobody living has noted, is accepted by the
 *       recoverer alone
 *   G3  one at a time recovers
 *   G4  a ticket of {@code passing} that is valid, and was not put, is put by the owner of the
 *       seat or, if that is dead, by the recoverer, or is void before the note is erased
 *   G5  a ticket that was noted before it was valid, by somebody who died before it was, never is
 * </pre>
 *
 * <p>For G5 the recoverer gives what a dead one had the ticket after the next, in its own name: the
 * next may be noted, here or at another queue, which may be recovered much later. And a ticket of
 * {@code putting} counts only if it is the dead one's own: the record of a dead sender, with its
 * tickets, goes to somebody else. So nobody alive sends a reference or passes one on under a ticket
 * that a dead one has noted.
 *
 * <p>A ticket that is not in the queue and whose sender is dead, or that somebody has tried to
 * take, never comes into the queue again: what is returned to the front gets another. Whoever has
 * taken it noted it before; so if no living seat has noted it after it was seen to be gone, nobody
 * will accept it (G2).
 *
 * <p>The seat of a dead one who has noted nothing may be taken over at any time. So a note is that
 * of the dead one only if the seat is still its own after the note was read (S2).
 *
 * <p><b>Ordering.</b> The notes are opaque: they are before the compare-and-set by which a ticket
 * goes into the queue (P1) or out of it (C2), and the recoverer has seen that or the death.
 *
 * <pre>
 *   R1 compareAndSet(recoverer)  pairs with  R2 setRelease(recoverer)  the last one has ended
 *   G1 setRelease(taking, 0)     pairs with  G2 getAcquire(taking)     the ticket was accepted
 *                                pairs with  E1 getAcquire(taking)     nobody has it in hand, or
 *      what it became on its way to another queue is noted there
 *   M1 setRelease(passing, 0)    pairs with  M2 getAcquire(passing)    it was put, or is void
 *   S1 storeStoreFence           pairs with  S2 getAcquire(note)       whose seat it is
 * </pre>
 *
 * <p><b>Crash.</b> Each step has no effect when it is done again: a reference is accepted or
 * returned before the note is erased, and both are seen. The recoverer's own death between
 * accepting and releasing is a matter of the allocator.
 *
 * <p><b>Zombies.</b> What somebody notes who was evicted stays with it, as that of the living does,
 * until it has ended. So does the recovery that it is in the middle of: what else the dead have
 * left there is settled after that, and whoever waits for it is told {@link Outcome#PEER_EVICTED}.
 *
 * <p><b>Progress.</b> Obstruction-free: it looks at all slots, each until the front does not move
 * meanwhile.
 */
final class BlockRecovery {
  private final SharedMemory memory;
  private final QueueLayout layout;
  private final Participants participants;
  private final Allocator allocator;
  private final QueueCore core;
  private final Seats seats;
  private final Passing hand;
  private final long[] value;
  private final long[] wanted;
  private int released;
  private int returned;

  BlockRecovery(
      ParticipantContext context, QueueLayout layout, Allocator allocator, QueueCore core) {
    this.memory = context.memory();
    this.layout = layout;
    this.participants = context.participants();
    this.allocator = allocator;
    this.core = core;
    this.seats = new Seats(context, layout);
    this.hand = new Passing(memory, layout, allocator, core);
    this.value = new long[layout.words()];
    this.wanted = new long[layout.seats()];
  }

  BlockRecovered run() {
    released = 0;
    returned = 0;
    long owner = memory.getLongVolatile(layout.recoverer()); // R1 <- R2
    boolean open = owner == Participants.NOBODY || owner == participants.self();
    if (participants.isSelfEvicted()
        || !open && participants.isAlive(owner)
        || !memory.compareAndSetLong(layout.recoverer(), owner, participants.self())) { // R1 <- R2
      return new BlockRecovered(0, 0, 0, 0);
    }
    try {
      return settleAll();
    } finally {
      memory.setLongRelease(layout.recoverer(), Participants.NOBODY); // R2 -> R1
    }
  }

  private BlockRecovered settleAll() {
    int free = 0;
    int pending = 0;
    for (int seat = 0; seat < layout.seats(); seat++) {
      long dead = memory.getLongVolatile(layout.owner(seat)); // L1 <- L2
      if (seats.isDead(dead)) {
        settlePutting(seat, dead);
        boolean settled = settlePassing(seat, dead) & settleTaking(seat, dead);
        free += settled && seats.free(seat, dead) ? 1 : 0;
        pending += settled ? 0 : 1;
      }
    }
    return new BlockRecovered(free, released, returned, pending);
  }

  /** The ticket that a dead one has noted; 0 also if somebody else has its seat by now. */
  private long noteOf(long dead, int seat, long note) {
    long ticket = memory.getLongAcquire(note); // S2 <- S1
    boolean own = ticket != 0 && memory.getLongVolatile(layout.owner(seat)) == dead; // L1 <- L2
    return own ? ticket : 0;
  }

  /**
   * Settles what was to be put. What was put and taken since then is a matter of the note of its
   * taker, dead or alive: that one is to get it again, or has it.
   */
  private void settlePutting(int seat, long dead) {
    long note = layout.putting(seat);
    long ticket = noteOf(dead, seat, note);
    if (ticket == 0) {
      return;
    }
    boolean sent = isOffered(ticket) && Tickets.isOf(allocator, ticket, dead);
    if (sent && !core.contains(ticket, value) && !isNoted(ticket)) {
      release(ticket);
    }
    memory.setLongOpaque(note, 0);
  }

  /**
   * Settles what was to be taken. The order of the questions matters: a ticket that is not in the
   * queue, and that after that nobody living has noted, is accepted already or will not be.
   */
  private boolean settleTaking(int seat, long dead) {
    long note = layout.taking(seat);
    long ticket = noteOf(dead, seat, note);
    if (ticket == 0) {
      return true;
    }
    if (isOffered(ticket) && !core.contains(ticket, value)) {
      if (isWantedByTheLiving(ticket)) {
        return false;
      }
      long block = Tickets.blockOf(allocator, ticket, wanted);
      if (block == BlockId.NONE) {
        release(ticket);
      } else if (block != Tickets.VOID && !deliverAgain(seat, ticket, block)) {
        return false;
      }
    }
    memory.setLongRelease(note, 0); // G1 -> G2, E1
    return true;
  }

  /**
   * Puts what was passed on to this queue and did not arrive; nobody living has such a ticket (G5).
   * Whoever passes it notes that, then puts it, then erases the note; so first the note is read,
   * then the queue, then the notes of those who take.
   */
  private boolean settlePassing(int seat, long dead) {
    long note = layout.passing(seat);
    long ticket = noteOf(dead, seat, note);
    if (ticket == 0) {
      return true;
    }
    boolean missing = isOffered(ticket) && !core.contains(ticket, value) && !isNoted(ticket);
    if (missing && !deliver(note, ticket, memory.getLongOpaque(layout.passed(seat)))) {
      return false;
    }
    memory.setLongRelease(note, 0); // M1 -> M2
    return true;
  }

  /** Whether somebody has tried to take it, so that it is a matter of that note. */
  private boolean isNoted(long ticket) {
    for (int seat = 0; seat < layout.seats(); seat++) {
      if (memory.getLongAcquire(layout.taking(seat)) == ticket) { // G2 <- G1
        return true;
      }
    }
    return false;
  }

  /** Whether somebody has something in hand, or had when it died; or is about to take it. */
  boolean isAnythingTaken() {
    for (int seat = 0; seat < layout.seats(); seat++) {
      if (memory.getLongAcquire(layout.taking(seat)) != 0) { // E1 <- G1
        return true;
      }
    }
    return false;
  }

  /** Whether something is on its way from another queue. */
  boolean isAnythingPassed() {
    for (int seat = 0; seat < layout.seats(); seat++) {
      if (memory.getLongAcquire(layout.passing(seat)) != 0) { // M2 <- M1
        return true;
      }
    }
    return false;
  }

  /** The condition that the dead have left nothing of one kind. */
  Awaited settled(Remainder remainder) {
    return new Settled(remainder);
  }

  /** Settles what the dead have taken; {@link Outcome#CLOSED} if there was nothing. */
  Outcome end() {
    Settled taken = new Settled(Remainder.TAKEN);
    if (!taken.isLeft()) {
      return Outcome.CLOSED;
    }
    run();
    return taken.isLeft() ? unlessWithheld(Outcome.WOULD_BLOCK) : Outcome.DONE;
  }

  /** Tells whoever would wait for a recoverer that was evicted. */
  Outcome unlessHeldUp(Outcome outcome) {
    boolean heldUp =
        outcome == Outcome.WOULD_BLOCK
            && participants.isEvicted(memory.getLongOpaque(layout.recoverer()));
    return heldUp ? Outcome.PEER_EVICTED : outcome;
  }

  /** The same, and whoever would wait for what somebody has in hand that was evicted. */
  Outcome unlessWithheld(Outcome outcome) {
    for (int seat = 0; outcome == Outcome.WOULD_BLOCK && seat < layout.seats(); seat++) {
      boolean noted =
          memory.getLongOpaque(layout.taking(seat)) != 0
              || memory.getLongOpaque(layout.passing(seat)) != 0;
      if (noted && participants.isEvicted(memory.getLongOpaque(layout.owner(seat)))) {
        return Outcome.PEER_EVICTED;
      }
    }
    return unlessHeldUp(outcome);
  }

  boolean isSettled() {
    for (int seat = 0; seat < layout.seats(); seat++) {
      if (isOffered(memory.getLongAcquire(layout.taking(seat)))) { // G2 <- G1
        return false;
      }
    }
    for (int seat = 0; seat < layout.seats(); seat++) {
      if (isOffered(memory.getLongAcquire(layout.passing(seat)))) { // M2 <- M1
        return false;
      }
    }
    return true;
  }

  private boolean isOffered(long ticket) {
    return Tickets.isOffered(allocator, ticket);
  }

  /**
   * Whether one of those lives who have noted a ticket, so that nothing is to become of it; if not,
   * notes what the dead of them wanted again, since it may have been any of them who has taken it.
   * Somebody that died between its two notes may have noted another block already.
   */
  private boolean isWantedByTheLiving(long ticket) {
    for (int seat = 0; seat < layout.seats(); seat++) {
      if (memory.getLongAcquire(layout.taking(seat)) == ticket) { // G2 <- G1
        if (participants.isAlive(memory.getLongVolatile(layout.owner(seat)))) { // L1 <- L2
          return true;
        }
        wanted[seat] = memory.getLongOpaque(layout.again(seat));
      } else {
        wanted[seat] = BlockId.NONE;
      }
    }
    return false;
  }

  private boolean deliverAgain(int seat, long ticket, long block) {
    memory.setLongOpaque(layout.again(seat), block); // the note may have been that of another
    return deliver(layout.taking(seat), ticket, PassedWord.toFront(block));
  }

  /**
   * Puts what a dead one had; whether it could be done, or somebody else has it. If not, it is
   * noted under its new ticket where it was noted before.
   */
  private boolean deliver(long note, long ticket, long word) {
    if (!hand.takeOver(ticket, word)) {
      return true;
    }
    Outcome outcome = hand.put(0);
    returned += outcome == Outcome.DONE ? 1 : 0;
    if (outcome == Outcome.DONE) {
      return true;
    }
    if (outcome == Outcome.CLOSED) {
      release(hand.ticket());
    } else {
      memory.setLongOpaque(note, hand.ticket());
    }
    hand.forget();
    return outcome == Outcome.CLOSED;
  }

  private void release(long ticket) {
    long block = Tickets.accept(allocator, ticket);
    if (block != BlockId.NONE) {
      allocator.release(block);
      released++;
    }
  }

  /** The condition that no note of one kind is left by the dead. */
  private final class Settled implements Awaited {
    private final Remainder remainder;

    Settled(Remainder remainder) {
      this.remainder = remainder;
    }

    /** A spin sees nothing of this. */
    @Override
    public Outcome look() {
      return Outcome.WOULD_BLOCK;
    }

    @Override
    public Outcome lookAround() {
      boolean left = isLeft();
      if (left) {
        run();
        left = isLeft();
      }
      return left ? Outcome.WOULD_BLOCK : Outcome.DONE;
    }

    @Override
    public Outcome lookForPeer() {
      return unlessHeldUp(lookAround());
    }

    private boolean isLeft() {
      for (int seat = 0; seat < layout.seats(); seat++) {
        if (seats.isDead(memory.getLongVolatile(layout.owner(seat))) // L1 <- L2
            && isLeft(seat)) {
          return true;
        }
      }
      return false;
    }

    private boolean isLeft(int seat) {
      if (remainder == Remainder.TAKEN
          && memory.getLongAcquire(layout.taking(seat)) != 0) { // E1 <- G1
        return true;
      }
      boolean passing = memory.getLongAcquire(layout.passing(seat)) != 0; // M2 <- M1
      boolean back = passing && PassedWord.isToFront(memory.getLongOpaque(layout.passed(seat)));
      return passing && back == (remainder == Remainder.TAKEN);
    }
  }
}
