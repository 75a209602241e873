package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.Tickets;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.waiting.Awaited;
import java.util.function.IntToLongFunction;

/**
 * Finds references that were on their way into a queue or out of it when somebody died.
 *
 * <p><b>Layout.</b> In the line of each seat: {@code putting}, the ticket that its owner has noted
 * before it sent the reference, until the ticket was put; {@code taking}, the ticket that it has
 * noted before it tried to take it, until it has accepted it; {@code again}, the block of that
 * ticket if it is to be delivered again; {@code passing}, the next ticket of a reference that comes
 * from another queue, noted before that ticket is valid, until it was put; {@code passed}, the
 * block of that ticket. In the queue: {@code recoverer}, the participant that recovers.
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
 * </pre>
 *
 * <p>A ticket that is not in the queue and whose sender is dead, or that somebody has tried to
 * take, never comes into the queue again but by the recoverer. Whoever has taken it noted it
 * before; so if no living seat has noted it after it was seen to be gone, nobody will accept it
 * (G2).
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
  private final long[] wanted;
  private final long[] value;
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
    this.wanted = new long[layout.seats()];
    this.value = new long[layout.words()];
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
        settlePutting(seat);
        boolean settled = settlePassing(seat) & settleTaking(seat);
        free += settled && seats.free(seat, dead) ? 1 : 0;
        pending += settled ? 0 : 1;
      }
    }
    return new BlockRecovered(free, released, returned, pending);
  }

  /**
   * Settles what was to be put. What was put and taken since then is a matter of the note of its
   * taker, dead or alive: that one is to get it again, or has it.
   */
  private void settlePutting(int seat) {
    long note = layout.putting(seat);
    long ticket = memory.getLongOpaque(note);
    boolean gone = ticket != 0 && isOffered(ticket) && !core.contains(ticket, value);
    if (gone && !isNoted(ticket) && isOffered(ticket)) {
      dispose(ticket, 0);
    }
    memory.setLongOpaque(note, 0);
  }

  /**
   * Settles what was to be taken. The order of the questions matters: a ticket that is not in the
   * queue, and that after that nobody living has noted, is accepted already or will not be.
   */
  private boolean settleTaking(int seat) {
    long note = layout.taking(seat);
    long ticket = memory.getLongOpaque(note);
    if (ticket != 0 && isOffered(ticket) && !core.contains(ticket, value)) {
      if (isWantedByTheLiving(ticket)) {
        return false;
      }
      long again = Tickets.blockOf(allocator, ticket, wanted);
      if (again != Tickets.VOID && !dispose(ticket, again)) {
        return false;
      }
    }
    memory.setLongRelease(note, 0); // G1 -> G2, E1
    return true;
  }

  /**
   * Puts what was passed on to this queue and did not arrive. Whoever passes it notes that, then
   * puts it, then erases the note; so first the notes are read, then the queue, then the notes of
   * those who take.
   */
  private boolean settlePassing(int seat) {
    long note = layout.passing(seat);
    long ticket = memory.getLongOpaque(note);
    if (ticket != 0 && isOffered(ticket)) {
      if (isPassedByTheLiving(ticket)) {
        return false;
      }
      if (!core.contains(ticket, value) && !isNoted(ticket) && isOffered(ticket)) {
        value[0] = ticket;
        value[1] = memory.getLongOpaque(layout.passed(seat));
        Outcome outcome = core.put(value, 0);
        if (outcome != Outcome.DONE && (outcome != Outcome.CLOSED || !dispose(ticket, 0))) {
          return false;
        }
        returned += outcome == Outcome.DONE ? 1 : 0;
      }
    }
    memory.setLongRelease(note, 0); // M1 -> M2
    return true;
  }

  private boolean isPassedByTheLiving(long ticket) {
    for (int seat = 0; seat < layout.seats(); seat++) {
      if (memory.getLongAcquire(layout.passing(seat)) == ticket // M2 <- M1
          && participants.isAlive(memory.getLongVolatile(layout.owner(seat)))) { // L1 <- L2
        return true;
      }
    }
    return false;
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
    return new Settled(remainder == Remainder.TAKEN ? layout::taking : layout::passing);
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
      long ticket = memory.getLongAcquire(layout.taking(seat)); // G2 <- G1
      if (ticket != 0 && isOffered(ticket)) {
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

  /** Releases the reference, or delivers it again; whether it could be done. */
  private boolean dispose(long ticket, long again) {
    if (again != 0) {
      value[0] = ticket;
      value[1] = again;
      boolean done = core.pushBack(value) == Outcome.DONE;
      returned += done ? 1 : 0;
      return done;
    }
    long block = Tickets.accept(allocator, ticket);
    if (block != BlockId.NONE) {
      allocator.release(block);
      released++;
    }
    return true;
  }

  /** The condition that no note of one kind is left by the dead. */
  private final class Settled implements Awaited {
    private final IntToLongFunction note;

    Settled(IntToLongFunction note) {
      this.note = note;
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
            && memory.getLongOpaque(note.applyAsLong(seat)) != 0) {
          return true;
        }
      }
      return false;
    }
  }
}
