package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import java.util.List;

/**
 * Joining, leaving and retiring a region.
 *
 * <p><b>Layout.</b> The state word of the region (see {@link RegionStateWord}) and the {@link
 * ParticipantTable}.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   M1  the phase goes from BUILDING to READY to RETIRED, never back
 *   M2  whoever has joined stood in the table before the count of registrations grew
 *   M3  a region is retired without force only if at some instant nobody alive had joined it, and
 *       nobody joins after that instant
 * </pre>
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   J1 CAS of state, count + 1   pairs with  J2 getAcquire(state)   gives M2: the slot is seen
 *   J3 CAS of state, RETIRED     pairs with  J1                     gives M3: one of them fails
 * </pre>
 *
 * <p><b>Crash.</b> Died between claiming a slot and J1: a dead slot, which is recovered; the region
 * is not kept alive by it. Died between J3 and the removal of the file: the region stays retired,
 * everybody who attaches is told so, and anybody may remove it.
 *
 * <p><b>Eviction.</b> See {@link Participants}: {@link #evict} marks the tenure of a participant,
 * which that one finds in its own slot. It takes nothing away from it.
 *
 * <p><b>Progress.</b> Lock-free: a failed CAS means that another one has joined or retired.
 */
public final class Membership implements Participants {

  private final SharedMemory memory;
  private final ParticipantTable table;
  private final long generation;
  private long self = NOBODY;
  private long ownTenure;

  /**
   * Opens the membership of a region, without joining it.
   *
   * @param memory the memory of the region
   * @param environment identity and liveness of processes
   * @param header the verified header of the region
   */
  public Membership(SharedMemory memory, Environment environment, RegionHeader header) {
    this.memory = memory;
    this.table = new ParticipantTable(memory, environment, header.layout(), header.bootId());
    this.generation = header.generation();
  }

  /**
   * Registers the caller.
   *
   * @return the number of the new participant
   * @throws SharelockException {@link Outcome#STALE} if the region is retired, {@link
   *     Outcome#NO_MEMORY} if all slots belong to live participants
   */
  public long join() {
    if (self != NOBODY) {
      throw new IllegalStateException(
          "participant has joined already: participant="
              + ParticipantNumber.text(self)
              + "; do: attach once for each thread");
    }
    long word = requireReady();
    long number = table.claim();
    if (number == NOBODY) {
      throw new SharelockException(
          Outcome.NO_MEMORY,
          "participant table is full: generation="
              + RegionHeader.text(generation)
              + "; do: close regions that are no longer used, or create the region with more"
              + " participants");
    }
    // J1 -> J2
    while (!memory.compareAndSetLong(RegionLayout.STATE, word, RegionStateWord.registered(word))) {
      word = memory.getLongOpaque(RegionLayout.STATE); // the CAS orders
      if (RegionStateWord.phase(word) != RegionStateWord.READY) {
        table.release(number);
        throw retired(word);
      }
    }
    self = number;
    ownTenure = table.tenure(number);
    return number;
  }

  private long requireReady() {
    long word = memory.getLongOpaque(RegionLayout.STATE); // the CAS of J1 orders
    if (RegionStateWord.phase(word) != RegionStateWord.READY) {
      throw retired(word);
    }
    return word;
  }

  private SharelockException retired(long word) {
    return new SharelockException(
        Outcome.STALE,
        "region cannot be joined: generation="
            + RegionHeader.text(generation)
            + ", phase="
            + RegionStateWord.name(RegionStateWord.phase(word))
            + "; do: attach again for its successor, or create it anew");
  }

  /** Ends the registration of the caller; without effect if it has not joined. */
  public void leave() {
    if (self != NOBODY) {
      long number = self;
      self = NOBODY;
      table.release(number);
    }
  }

  /**
   * Makes it impossible to join, if nobody alive has joined.
   *
   * @return whether the region is retired now; false if a live participant is in it
   */
  public boolean retire() {
    while (true) {
      long word = memory.getLongAcquire(RegionLayout.STATE); // J2 <- J1
      if (RegionStateWord.phase(word) == RegionStateWord.RETIRED) {
        return true;
      }
      if (table.firstLive() >= 0) {
        return false;
      }
      // J3 -> J1
      if (memory.compareAndSetLong(RegionLayout.STATE, word, RegionStateWord.retired(word))) {
        return true;
      }
    }
  }

  /** Makes it impossible to join; those who have joined stay. */
  public void retireByForce() {
    while (!isRetired()) {
      long word = memory.getLongOpaque(RegionLayout.STATE);
      // J3 -> J1; if it fails, somebody joined or retired
      memory.compareAndSetLong(RegionLayout.STATE, word, RegionStateWord.retired(word));
    }
  }

  /**
   * Tells whether nobody can join any more.
   *
   * @return whether the region is retired
   */
  public boolean isRetired() {
    long word = memory.getLongOpaque(RegionLayout.STATE);
    return RegionStateWord.phase(word) == RegionStateWord.RETIRED;
  }

  /**
   * Evicts a participant that others do not want to wait for any more, whether it is paused, hung,
   * or just slow. It takes part no more, but keeps its slot and whatever it could write to, until
   * its process ends or it leaves.
   *
   * @param participant whom to evict, by its number
   * @return whether it is evicted; false if it has ended or was never there
   * @throws IllegalArgumentException if it is the caller
   */
  public boolean evict(long participant) {
    if (participant == self()) {
      throw new IllegalArgumentException(
          "participant cannot evict itself: participant="
              + ParticipantNumber.text(participant)
              + "; do: leave");
    }
    return table.evict(participant);
  }

  @Override
  public boolean isEvicted(long participant) {
    return table.isEvicted(participant);
  }

  /** Often asked, so its own tenure is looked at without arithmetic. */
  @Override
  public boolean isSelfEvicted() {
    return TenureWord.isEvicted(memory.getLongOpaque(ownTenure));
  }

  /**
   * Lists all who stand in the table.
   *
   * @return in the order of their slots; stale at once
   */
  public List<Attached> attached() {
    return table.attached();
  }

  @Override
  public long self() {
    if (self == NOBODY) {
      throw new IllegalStateException(
          "no participant: generation="
              + RegionHeader.text(generation)
              + "; do: use a region only between attach and close");
    }
    return self;
  }

  @Override
  public boolean isAlive(long participant) {
    return participant == self ? self != NOBODY : table.isAlive(participant);
  }

  /**
   * Frees the slots of dead participants.
   *
   * @return how many of these it found
   */
  public int recoverDead() {
    return table.recoverDead();
  }

  /** The table, for dumps. */
  ParticipantTable table() {
    return table;
  }
}
