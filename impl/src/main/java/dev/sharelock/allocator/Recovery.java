package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.DISSOLVING;
import static dev.sharelock.allocator.ChunkWord.FORMING;
import static dev.sharelock.allocator.ChunkWord.PART;

import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;

/**
 * Returns what a dead holder had. Every step derives from the shared words what is left to be done,
 * and does it by a compare-and-set that has no effect when it was done before; so a recovery can be
 * interrupted by the death of the recoverer anywhere, and done again by somebody else.
 *
 * <p>One at a time works on one dead holder: the recoverer word of its record names who, and goes
 * over to somebody else if that one dies as well. This keeps a holder's bit from being given away
 * while somebody still clears it.
 */
final class Recovery {
  private final Heap heap;
  private final Participants participants;
  private final Hints hints;
  private final Space space;
  private final int self;
  private int references;
  private int chunks;

  Recovery(Heap heap, ParticipantContext context, Hints hints, Space space) {
    this.heap = heap;
    this.participants = context.participants();
    this.hints = hints;
    this.space = space;
    this.self = hints.holder();
  }

  /** What became of a dead holder. */
  private enum Result {
    /** Nothing to do: it lives, or nobody is there, or somebody else is at it. */
    NOT_MINE,
    /** All it had was returned, and its record is free. */
    DONE,
    /** All was returned but references that are still on the way to others. */
    ESTATE
  }

  /** Recovers what all holders had that are dead. */
  Recovered recoverAll() {
    references = 0;
    chunks = 0;
    int done = 0;
    int estates = 0;
    for (int holder = 0; holder < heap.geometry().holders(); holder++) {
      if (holder != self) {
        Result result = recover(holder);
        done += result == Result.DONE ? 1 : 0;
        estates += result == Result.ESTATE ? 1 : 0;
      }
    }
    return new Recovered(done, estates, references, chunks);
  }

  private Result recover(int dead) {
    long participant = heap.participant(dead);
    if (!Holders.isDead(heap, participants, dead) || !lock(dead)) {
      return Result.NOT_MINE;
    }
    Result result =
        heap.participant(dead) == participant ? recoverLocked(dead, participant) : Result.NOT_MINE;
    unlock(dead);
    return result;
  }

  private Result recoverLocked(int dead, long participant) {
    settleIntent(dead);
    BitSet estate = estate(dead);
    sweep(dead, estate);
    if (!estate.isEmpty()) {
      return Result.ESTATE;
    }
    for (int word = 0; word < heap.hintWords(); word++) {
      heap.setHints(dead, word, 0);
    }
    heap.changeParticipant(dead, participant, Participants.NOBODY);
    return Result.DONE;
  }

  private boolean lock(int dead) {
    long me = participants.self();
    long owner = heap.recoverer(dead);
    boolean open = owner == Participants.NOBODY || owner == me || !participants.isAlive(owner);
    return open && heap.changeRecoverer(dead, owner, me);
  }

  private void unlock(int dead) {
    heap.changeRecoverer(dead, participants.self(), Participants.NOBODY);
  }

  /** Finishes the taking of a reference that the dead holder had begun. */
  private void settleIntent(int dead) {
    long ticket = heap.intent(dead);
    if (ticket == 0) {
      return;
    }
    settleTaken(dead, ticket);
    heap.setIntent(dead, 0);
  }

  private void settleTaken(int dead, long ticket) {
    int sender = Ticket.holder(ticket);
    int entry = Ticket.entry(ticket);
    if (sender >= heap.geometry().holders() || entry >= heap.geometry().outbox()) {
      return;
    }
    long word = heap.entry(sender, entry);
    if (Ticket.sequence(word) != Ticket.ticketSequence(ticket)
        || !Ticket.isTaken(word)
        || !heap.hasUnit(Ticket.unit(word))
        || Ticket.taker(word) != dead) {
      return;
    }
    if (Ticket.kind(word) == Ticket.TAKEN_MOVED && sender != dead) {
      moveBit(Ticket.unit(word), sender, dead);
    }
    heap.changeEntry(sender, entry, word, Ticket.empty(word));
  }

  /**
   * Moves the bit that a taken reference stands for to the dead taker, if that has not done it.
   * Clearing it would free the block: the sender could allocate it again, and whoever settles the
   * same taking once more, after the death of a recoverer, would clear the bit of that new use. If
   * the taker has a bit, the sender lets go of its own by itself; see {@link Transfers}.
   */
  private void moveBit(int unit, int sender, int dead) {
    while (true) {
      long state = heap.state(unit);
      if (!BlockState.isHeldBy(state, sender)
          || BlockState.isHeldBy(state, dead)
          || heap.changeState(unit, state, BlockState.moved(state, sender, dead))) {
        return;
      }
    }
  }

  /** The tickets of dead holders that nobody has begun to accept. */
  long[] stranded() {
    return offered(holder -> holder != self && Holders.isDead(heap, participants, holder));
  }

  /** The tickets of some holders that nobody has accepted. */
  long[] offered(IntPredicate holders) {
    LongStream.Builder tickets = LongStream.builder();
    for (int holder = 0; holder < heap.geometry().holders(); holder++) {
      boolean meant = holders.test(holder);
      for (int entry = 0; meant && entry < heap.geometry().outbox(); entry++) {
        long word = heap.entry(holder, entry);
        if (Ticket.isOffered(word)) {
          tickets.add(Ticket.of(heap.tag(), holder, entry, word));
        }
      }
    }
    return tickets.build().toArray();
  }

  /** The units whose references the dead holder still has on the way to others. */
  private BitSet estate(int dead) {
    BitSet units = new BitSet();
    for (int entry = 0; entry < heap.geometry().outbox(); entry++) {
      long word = heap.entry(dead, entry);
      if (Ticket.kind(word) != Ticket.EMPTY && heap.hasUnit(Ticket.unit(word))) {
        units.set(Ticket.unit(word));
      }
    }
    return units;
  }

  private void sweep(int dead, BitSet estate) {
    for (int word = 0; word < heap.hintWords(); word++) {
      long bits = heap.hints(dead, word);
      while (bits != 0) {
        int chunk = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        bits &= bits - 1;
        if (chunk < heap.geometry().chunks()) {
          sweepChunk(dead, chunk, estate);
        }
      }
    }
  }

  private void sweepChunk(int dead, int chunk, BitSet estate) {
    int first = heap.firstUnit(chunk);
    for (int unit = first; unit < first + heap.geometry().chunkUnits(); unit++) {
      long state = heap.state(unit);
      if (BlockState.isHeldBy(state, dead) && !estate.get(unit)) {
        clearBit(unit, dead);
        references += BlockState.isInUse(state) ? 1 : 0;
      }
    }
    long word = heap.chunk(chunk);
    int kind = ChunkWord.kind(word);
    if (kind == ChunkWord.FREE || kind == PART || ChunkWord.holder(word) != dead) {
      return;
    }
    if (kind == FORMING || kind == DISSOLVING) {
      Chunks.freeRun(heap, chunk, word);
    } else {
      hints.cover(chunk);
      if (heap.changeChunk(chunk, word, ChunkWord.as(word, kind, self))) {
        chunks++;
        space.adopt(chunk);
      }
    }
  }

  private void clearBit(int unit, int holder) {
    while (true) {
      long state = heap.state(unit);
      if (!BlockState.isHeldBy(state, holder)
          || heap.changeState(unit, state, BlockState.without(state, holder))) {
        return;
      }
    }
  }
}
