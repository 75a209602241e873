package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The slots in which the participants of a region stand.
 *
 * <p><b>Layout</b> (see {@link RegionLayout}), for each slot:
 *
 * <pre>
 *   +0  owner   u64  identity of the process, see OwnerWord; 0: free
 *   +8  tenure  u64  number of the tenure and whether it is open, see TenureWord
 * </pre>
 *
 * <p><b>Protocol.</b> One CAS of owner from 0 claims a slot and says who claims it, so a slot is
 * never claimed by nobody knows whom. Then the owner opens the next tenure, whose number and slot
 * are the number of the participant. A tenure ends in two steps, by its owner or, if that is dead,
 * by anybody: the tenure is closed, then owner becomes 0. While it is open anybody may mark it as
 * evicted, which its owner finds there; the slot stays the owner's until it has ended.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   T1  owner goes from 0 to a live process, and from a process to 0, never from one to another
 *   T2  owner becomes 0 only while the tenure is closed
 *   T3  a tenure is opened once, by the owner of the slot; hence a number is given once
 *   T4  only the owner, or whoever found the owner dead, closes a tenure
 *   T5  a tenure is evicted while it is open, and stays so until it is closed
 * </pre>
 *
 * <p><b>Not invariants.</b> An owner may be dead. A slot with an owner may have a closed tenure:
 * nobody has a number then. A process may own many slots, one for each of its handles.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   S1 CAS of owner from 0      pairs with  S2 owner := 0          gives that the tenure is closed
 *   S5 getAcquire(owner)        pairs with  S2                     gives that the tenure before is
 *                                           seen closed from now on, if a later owner was read
 *   S3 setRelease(tenure) open  pairs with  S4 getAcquire(tenure)  gives an owner not older than it
 *   S6 CAS of tenure to closed  pairs with  S4                     gives what the dead one wrote
 * </pre>
 *
 * A recoverer reads the tenure, then the owner, then asks whether that is dead. If the tenure was
 * open and its CAS closes it, it has been open all the time, so by T2 the owner it read was the
 * owner all the time, and this tenure is the dead one's. If the tenure was closed, the dead owner
 * may have opened the next one after that; so it is read again. While the owner is the dead one
 * nobody opens a tenure, and the CAS of owner fails if it is not, since the dead never come back. A
 * recoverer that cannot close anything looks again from the start. A plain counter which each
 * recoverer increments would not do: one that comes late, between the increment and the clearing of
 * another, would end the tenure of the next owner.
 *
 * <p><b>Crash.</b> Died before S1: nothing happened. Anywhere after it, or while ending a tenure:
 * the slot belongs to a dead process, and whoever needs it does what is left.
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
      // S1 <- S2
      if (free && memory.compareAndSetLong(layout.owner(slot), OwnerWord.NOBODY, owner)) {
        long tenure = TenureWord.tenure(memory.getLongOpaque(layout.tenure(slot))) + 1;
        requireSound(slot, tenure);
        memory.setLongRelease(layout.tenure(slot), TenureWord.open(tenure)); // S3 -> S4
        return ParticipantNumber.of(tenure, slot);
      }
    }
    return Participants.NOBODY;
  }

  /**
   * Gives the slot back that the caller has just claimed if its tenure has an impossible number.
   */
  private void requireSound(int slot, long tenure) {
    long number = ParticipantNumber.of(tenure, slot);
    boolean sound = ParticipantNumber.valid(number, layout.slots());
    if (!sound || ParticipantNumber.tenure(number) != tenure) {
      memory.setLongRelease(layout.owner(slot), OwnerWord.NOBODY); // S2 -> S1
      throw new SharelockException(
          Outcome.CORRUPT,
          "participant table is corrupt: slot="
              + slot
              + ", tenure="
              + tenure
              + "; do: create the region anew");
    }
  }

  /** Ends the tenure of the calling participant. */
  void release(long number) {
    int slot = ParticipantNumber.slot(number);
    long tenure = ParticipantNumber.tenure(number);
    if (!close(slot, tenure)) {
      throw new IllegalStateException(
          "participant has left already: participant="
              + ParticipantNumber.text(number)
              + "; do: close a region once");
    }
    memory.setLongRelease(layout.owner(slot), OwnerWord.NOBODY); // S2 -> S1
  }

  private boolean close(int slot, long tenure) {
    long at = layout.tenure(slot);
    long closed = TenureWord.closed(tenure);
    return memory.compareAndSetLong(at, TenureWord.open(tenure), closed) // S6 -> S4
        || memory.compareAndSetLong(at, TenureWord.evicted(tenure), closed); // S6 -> S4
  }

  /** Marks a participant as evicted; whether it is, and has not ended. */
  boolean evict(long number) {
    if (!isAlive(number)) {
      return false;
    }
    long tenure = ParticipantNumber.tenure(number);
    long at = layout.tenure(ParticipantNumber.slot(number));
    long open = TenureWord.open(tenure);
    // orders nothing: that it was evicted says nothing of what it has written
    long found = memory.compareAndExchangeLong(at, open, TenureWord.evicted(tenure));
    return found == open || found == TenureWord.evicted(tenure);
  }

  /** Whether a participant was evicted and nobody has closed its tenure yet. */
  boolean isEvicted(long number) {
    return ParticipantNumber.valid(number, layout.slots())
        && memory.getLongOpaque(layout.tenure(ParticipantNumber.slot(number)))
            == TenureWord.evicted(ParticipantNumber.tenure(number));
  }

  /** Frees the slots of dead processes; how many of these it found. */
  int recoverDead() {
    int dead = 0;
    for (int slot = 0; slot < layout.slots(); slot++) {
      long tenure = memory.getLongAcquire(layout.tenure(slot)); // S4 <- S3, S6
      long owner = memory.getLongOpaque(layout.owner(slot));
      if (owner != OwnerWord.NOBODY && !environment.isAlive(identity(owner))) {
        dead++;
        recover(slot, tenure, owner);
      }
    }
    return dead;
  }

  private void recover(int slot, long tenure, long owner) {
    boolean closed =
        TenureWord.isOpen(tenure)
            ? close(slot, TenureWord.tenure(tenure))
            : !TenureWord.isOpen(memory.getLongOpaque(layout.tenure(slot)));
    if (closed) {
      // S2 -> S1; it fails if another one was faster
      memory.compareAndSetLong(layout.owner(slot), owner, OwnerWord.NOBODY);
    }
  }

  /**
   * Whether a participant is still registered by a process that runs; "no" is final. The tenure is
   * looked at twice, because the owner may be a later one, who lives although this one is known to
   * be dead.
   */
  boolean isAlive(long number) {
    if (!ParticipantNumber.valid(number, layout.slots())) {
      return false;
    }
    int slot = ParticipantNumber.slot(number);
    long tenure = ParticipantNumber.tenure(number);
    // S4 <- S3, S6
    if (!TenureWord.isOpen(memory.getLongAcquire(layout.tenure(slot)), tenure)) {
      return false;
    }
    long owner = memory.getLongAcquire(layout.owner(slot)); // S5 <- S2
    return owner != OwnerWord.NOBODY
        && environment.isAlive(identity(owner))
        && TenureWord.isOpen(memory.getLongOpaque(layout.tenure(slot)), tenure);
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

  /** Who stands in a slot; null if it is free. */
  Attached look(int slot) {
    ParticipantIdentity owner = owner(slot);
    if (owner == null) {
      return null;
    }
    long number = number(slot);
    return new Attached(number, owner, environment.isAlive(owner), isEvicted(number));
  }

  /** All who stand in the table. */
  List<Attached> attached() {
    return IntStream.range(0, layout.slots())
        .mapToObj(this::look)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Where the tenure word of a participant is. */
  long tenure(long number) {
    return layout.tenure(ParticipantNumber.slot(number));
  }

  /** Who owns a slot; null if it is free. */
  ParticipantIdentity owner(int slot) {
    long owner = memory.getLongOpaque(layout.owner(slot));
    return owner == OwnerWord.NOBODY ? null : identity(owner);
  }

  /** The number that the owner of a slot has, or had. */
  long number(int slot) {
    return ParticipantNumber.of(TenureWord.tenure(memory.getLongOpaque(layout.tenure(slot))), slot);
  }

  private ParticipantIdentity identity(long owner) {
    return OwnerWord.identity(owner, bootId);
  }
}
