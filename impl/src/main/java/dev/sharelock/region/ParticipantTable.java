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
 *   T-free    owner := 0, release     pairs with  T-claim, CAS       : the epoch has grown (T2)
 *   T-epoch   CAS of epoch            pairs with  T-look, acquire    : what the participant wrote
 *   T-claim   CAS of owner            pairs with  T-owner, acquire   : epoch, read again, is newer
 * </pre>
 *
 * A recoverer reads the epoch before the owner and frees the slot only if its own CAS of that epoch
 * succeeded. An epoch that has not changed proves that the tenure has not ended, so the owner it
 * read is still the owner, and a second recoverer that comes late harms nobody.
 *
 * <p><b>Crash.</b> Died before T-claim: nothing happened. After it: the slot is owned by a dead
 * process, and recovered. Owner or recoverer died between T-epoch and T-free: likewise; the epoch
 * grows once more.
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
    long number = claimFree(owner);
    if (number != Participants.NOBODY) {
      return number;
    }
    recoverDead();
    return claimFree(owner);
  }

  private long claimFree(long owner) {
    for (int slot = 0; slot < layout.slots(); slot++) {
      boolean free = memory.getLongAcquire(layout.owner(slot)) == OwnerWord.NOBODY;
      if (free
          && memory.compareAndSetLong(layout.owner(slot), OwnerWord.NOBODY, owner)) { // T-claim
        return ParticipantNumber.of(memory.getLongAcquire(layout.epoch(slot)), slot);
      }
    }
    return Participants.NOBODY;
  }

  /** Ends the tenure of the calling participant. */
  void release(long number) {
    int slot = ParticipantNumber.slot(number);
    long epoch = ParticipantNumber.epoch(number);
    if (!memory.compareAndSetLong(layout.epoch(slot), epoch, epoch + 1)) { // T-epoch
      throw new IllegalStateException(
          "participant has left already: participant="
              + ParticipantNumber.text(number)
              + "; do: close a region once");
    }
    memory.setLongRelease(layout.owner(slot), OwnerWord.NOBODY); // T-free
  }

  /** Frees the slots of dead processes; how many that were. */
  int recoverDead() {
    int recovered = 0;
    for (int slot = 0; slot < layout.slots(); slot++) {
      long epoch = memory.getLongAcquire(layout.epoch(slot)); // before the owner
      long owner = memory.getLongAcquire(layout.owner(slot));
      if (owner != OwnerWord.NOBODY
          && !environment.isAlive(identity(owner))
          && memory.compareAndSetLong(layout.epoch(slot), epoch, epoch + 1) // T-epoch
          && memory.compareAndSetLong(layout.owner(slot), owner, OwnerWord.NOBODY)) { // T-free
        recovered++;
      }
    }
    return recovered;
  }

  /** Whether a participant is still registered by a process that runs; "no" is final. */
  boolean isAlive(long number) {
    if (!ParticipantNumber.valid(number, layout.slots())) {
      return false;
    }
    int slot = ParticipantNumber.slot(number);
    long epoch = ParticipantNumber.epoch(number);
    if (memory.getLongAcquire(layout.epoch(slot)) != epoch) { // T-look
      return false;
    }
    long owner = memory.getLongAcquire(layout.owner(slot)); // T-owner
    return owner != OwnerWord.NOBODY
        && environment.isAlive(identity(owner))
        && memory.getLongAcquire(layout.epoch(slot)) == epoch; // T-look
  }

  /** The first slot that is owned by a live process; -1 if there is none. */
  int firstLive() {
    for (int slot = 0; slot < layout.slots(); slot++) {
      long owner = memory.getLongAcquire(layout.owner(slot));
      if (owner != OwnerWord.NOBODY && environment.isAlive(identity(owner))) {
        return slot;
      }
    }
    return -1;
  }

  /** Who owns a slot; null if it is free. */
  ParticipantIdentity owner(int slot) {
    long owner = memory.getLongAcquire(layout.owner(slot));
    return owner == OwnerWord.NOBODY ? null : identity(owner);
  }

  /** The number that the owner of a slot has. */
  long number(int slot) {
    return ParticipantNumber.of(memory.getLongAcquire(layout.epoch(slot)), slot);
  }

  private ParticipantIdentity identity(long owner) {
    return OwnerWord.identity(owner, bootId);
  }
}
