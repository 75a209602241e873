package dev.sharelock.region;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;

/**
 * The slots in which the participants of a region stand.
 *
 * <p><b>Layout</b> (see {@link RegionLayout}), for each slot:
 *
 * <pre>
 *   +0  owner  u64  identity of the process, see OwnerWord; 0: free
 *   +8  epoch  u64  grows by at least 1 in each tenure
 * </pre>
 *
 * <p><b>Protocol.</b> One CAS of owner from 0 claims a slot and says who claims it, so there are no
 * half-claimed slots. The number of the participant is made of the slot and its epoch. A tenure
 * ends in two steps, by its owner or, if that is dead, by anybody: the epoch grows, then owner
 * becomes 0.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   T1  owner goes from 0 to a live process, and from a process to 0, never from one to another
 *   T2  between a claim and the next the epoch has grown; hence a number is given once
 *   T3  only the owner, or whoever found the owner dead, ends a tenure
 * </pre>
 *
 * <p><b>Not invariants.</b> An owner may be dead. Epochs may skip. A process may own many slots,
 * one for each of its handles.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   S2 owner := 0          pairs with  S1 CAS of owner from 0   gives T2: the epoch has grown
 *   S3 CAS of epoch        pairs with  S4 getAcquire(epoch)     gives what the dead one wrote
 *   S1 CAS of owner        pairs with  S5 getAcquire(owner)     gives that the epoch, read again
 *                                      by S6, is not older than the owner
 * </pre>
 *
 * A recoverer reads the epoch before the owner and frees the slot only if its own CAS of that epoch
 * succeeded. An epoch that has not changed proves that the tenure has not ended, so the owner it
 * read is still the owner, and a second recoverer that comes late harms nobody.
 *
 * <p><b>Crash.</b> Died before S1: nothing happened. After it: the slot is owned by a dead process,
 * and recovered. Owner or recoverer died between S3 and S2: likewise; the epoch grows once more.
 *
 * <p><b>Progress.</b> {@link #isAlive} is wait-free, the rest lock-free.
 */
final class ParticipantTable {

  private final SharedMemory memory;
  private final Environment environment;
  private final RegionLayout layout;
  private final long bootId;

  ParticipantTable(SharedMemory memory, Environment environment, RegionLayout layout, long bootId) {
    this.memory = memory;
    this.environment = environment;
    this.layout = layout;
    this.bootId = bootId;
  }

  /** Claims a slot; the number of the new participant, or nobody if all slots are in use. */
  long claim() {
    long owner = OwnerWord.of(environment.self());
    long number;
    do {
      number = claimFree(owner);
    } while (number == Participants.NOBODY && recoverDead() > 0);
    return number;
  }

  private long claimFree(long owner) {
    for (int slot = 0; slot < layout.slots(); slot++) {
      boolean free = memory.getLongOpaque(layout.owner(slot)) == OwnerWord.NOBODY;
      // S1 -> S5
      if (free && memory.compareAndSetLong(layout.owner(slot), OwnerWord.NOBODY, owner)) {
        return ParticipantNumber.of(memory.getLongOpaque(layout.epoch(slot)), slot);
      }
    }
    return Participants.NOBODY;
  }

  /** Ends the tenure of the calling participant. */
  void release(long number) {
    int slot = ParticipantNumber.slot(number);
    long epoch = ParticipantNumber.epoch(number);
    // S3 -> S4
    if (!memory.compareAndSetLong(layout.epoch(slot), epoch, epoch + 1)) {
      throw new IllegalStateException(
          "participant has left already: participant="
              + ParticipantNumber.text(number)
              + "; do: close a region once");
    }
    memory.setLongRelease(layout.owner(slot), OwnerWord.NOBODY); // S2 -> S1
  }

  /** Frees the slots of dead processes; how many of these it found. */
  int recoverDead() {
    int dead = 0;
    for (int slot = 0; slot < layout.slots(); slot++) {
      long epoch = memory.getLongAcquire(layout.epoch(slot)); // S4 <- S3, and before S5
      long owner = memory.getLongAcquire(layout.owner(slot)); // S5 <- S1
      if (owner != OwnerWord.NOBODY && !environment.isAlive(identity(owner))) {
        dead++;
        free(slot, epoch, owner);
      }
    }
    return dead;
  }

  private void free(int slot, long epoch, long owner) {
    // S3 -> S4; whoever loses this must not free the slot
    if (memory.compareAndSetLong(layout.epoch(slot), epoch, epoch + 1)) {
      // S2 -> S1; it fails if another one, who read the epoch later, was faster
      memory.compareAndSetLong(layout.owner(slot), owner, OwnerWord.NOBODY);
    }
  }

  /** Whether a participant is still registered by a process that runs; "no" is final. */
  boolean isAlive(long number) {
    if (!ParticipantNumber.valid(number, layout.slots())) {
      return false;
    }
    int slot = ParticipantNumber.slot(number);
    long epoch = ParticipantNumber.epoch(number);
    if (memory.getLongAcquire(layout.epoch(slot)) != epoch) { // S4 <- S3
      return false;
    }
    long owner = memory.getLongAcquire(layout.owner(slot)); // S5 <- S1
    return owner != OwnerWord.NOBODY
        && environment.isAlive(identity(owner))
        && memory.getLongAcquire(layout.epoch(slot)) == epoch; // S6 <- S3
  }

  /** The first slot that is owned by a live process; -1 if there is none. */
  int firstLive() {
    for (int slot = 0; slot < layout.slots(); slot++) {
      ParticipantIdentity owner = owner(slot);
      if (owner != null && environment.isAlive(owner)) {
        return slot;
      }
    }
    return -1;
  }

  /** Who owns a slot; null if it is free. */
  ParticipantIdentity owner(int slot) {
    long owner = memory.getLongOpaque(layout.owner(slot));
    return owner == OwnerWord.NOBODY ? null : identity(owner);
  }

  /** The number that the owner of a slot has. */
  long number(int slot) {
    return ParticipantNumber.of(memory.getLongOpaque(layout.epoch(slot)), slot);
  }

  private ParticipantIdentity identity(long owner) {
    return OwnerWord.identity(owner, bootId);
  }
}
