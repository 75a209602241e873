package dev.sharelock.doorbell;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;

/**
 * Who owns which slot.
 *
 * <p>An owner word holds the number of a participant, which is never given again, so it is owner
 * and epoch in one (S17): a slot is free if nobody is named, or somebody who is dead.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   O1 compareAndSet(owner, dead or NOBODY, self) pairs with O2 setRelease(owner, NOBODY)
 *      gives: the successor sees all that its predecessor did with the slot; if that one died, the
 *      answer of Participants.isAlive gives the same
 * </pre>
 *
 * <p><b>Crash.</b> O1 is the commit: before it the slot is not taken, after it the slot is that of
 * a dead participant, and the next one takes it over.
 */
final class Slots {

  /** How often to go over all slots while others take them away. */
  private static final int ROUNDS = 3;

  private final SharedMemory memory;
  private final Participants participants;
  private final DoorbellLayout layout;

  Slots(ParticipantContext context, DoorbellLayout layout) {
    this.memory = context.memory();
    this.participants = context.participants();
    this.layout = layout;
  }

  /** Takes a free slot, or else one of the dead. */
  int claim() {
    for (int round = 0; round < ROUNDS; round++) {
      for (int slot = 0; slot < layout.slots(); slot++) {
        long owner = memory.getLongVolatile(layout.owner(slot)); // a guess, which O1 confirms
        boolean free = owner == Participants.NOBODY || !participants.isAlive(owner);
        if (free && memory.compareAndSetLong(layout.owner(slot), owner, self())) { // O1 <- O2
          return slot;
        }
      }
    }
    throw new SharelockException(
        Outcome.REFUSED,
        "all slots are taken: base="
            + layout.base()
            + ", slots="
            + layout.slots()
            + "; do: close another producer first, or create the doorbell with more slots");
  }

  void release(int slot) {
    if (memory.getLongOpaque(layout.owner(slot)) == self()) {
      memory.setLongRelease(layout.owner(slot), Participants.NOBODY); // O2 -> O1
    }
  }

  /** How many slots have an owner that lives. */
  int owned() {
    int count = 0;
    for (int slot = 0; slot < layout.slots(); slot++) {
      long owner = owner(slot);
      if (owner != Participants.NOBODY && participants.isAlive(owner)) {
        count++;
      }
    }
    return count;
  }

  long owner(int slot) {
    return memory.getLongAcquire(layout.owner(slot)); // of O1
  }

  private long self() {
    return participants.self();
  }
}
