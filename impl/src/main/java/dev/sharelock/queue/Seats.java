package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;

/**
 * Who has which seat. A seat belongs to the participant whose number it holds; that of a dead one
 * may be taken over, since nothing that its last owner has left needs its owner: elements in the
 * lane of a seat are guarded by the slots, a returned element by the front.
 */
final class Seats {
  private final SharedMemory memory;
  private final QueueLayout layout;
  private final Participants participants;

  Seats(ParticipantContext context, QueueLayout layout) {
    this.memory = context.memory();
    this.layout = layout;
    this.participants = context.participants();
  }

  /**
   * Takes a seat that nobody has, or the last owner of which is dead. Participants begin to look at
   * different ones.
   */
  int take() {
    participants.requireNotEvicted();
    int first = (int) Long.remainderUnsigned(participants.self(), layout.seats());
    for (int i = 0; i < layout.seats(); i++) {
      int seat = (first + i) % layout.seats();
      if (tryTake(seat)) {
        return seat;
      }
    }
    throw new SharelockException(
        Outcome.NO_MEMORY,
        "queue has no seat left: base="
            + layout.base()
            + ", seats="
            + layout.seats()
            + "; do: close handles, recover() from dead ones, or create the queue with more seats");
  }

  boolean tryTake(int seat) {
    long owner = memory.getLongVolatile(layout.owner(seat)); // L1 <- L2
    boolean open = owner == Participants.NOBODY || isDead(owner) && isSettled(seat);
    boolean taken =
        open
            && memory.compareAndSetLong(layout.owner(seat), owner, participants.self()); // L1 <- L2
    if (taken) {
      memory.storeStoreFence(); // S1 -> S2: whoever sees a note of this one sees whose seat it is
    }
    return taken;
  }

  boolean isDead(long owner) {
    return owner != Participants.NOBODY && !participants.isAlive(owner);
  }

  /** Whether no reference was on the way when the owner of a seat died; see BlockRecovery. */
  private boolean isSettled(int seat) {
    return memory.getLongOpaque(layout.putting(seat)) == 0
        && memory.getLongOpaque(layout.taking(seat)) == 0
        && memory.getLongOpaque(layout.passing(seat)) == 0;
  }

  /** Frees the seat of a dead owner. */
  boolean free(int seat, long dead) {
    long at = layout.owner(seat);
    return memory.compareAndSetLong(at, dead, Participants.NOBODY); // L2 -> L1
  }

  void leave(int seat) {
    memory.setLongRelease(layout.owner(seat), Participants.NOBODY); // L2 -> L1
  }
}
