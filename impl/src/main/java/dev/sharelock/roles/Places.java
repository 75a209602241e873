package dev.sharelock.roles;

import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import java.util.function.LongPredicate;

/**
 * Some places, each of which one participant can have at a time.
 *
 * <p><b>Layout.</b> One 64-bit word for each place, one after the other: the number of the
 * participant that has it. Such a number is never given again, so it is owner and epoch in one: a
 * place is free if nobody is named, or somebody who is dead.
 *
 * <p><b>Invariant</b> O: a place names a participant only if that one has put itself there, and not
 * left since.
 *
 * <p><b>Not invariants.</b> Who is named may be dead.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   O1 compareAndSet(place, dead or NOBODY, self)  pairs with
 *   O2 compareAndExchangeRelease(place, self, NOBODY)
 *      gives: the successor sees all that its predecessor did with the place; if that one died, the
 *      answer of Participants.isAlive gives the same
 * </pre>
 *
 * <p><b>Zombies.</b> Whoever was evicted keeps a place that others {@linkplain #claim claim}: it
 * may be writing to what the place stands for (Z2 of {@link Participants}). A place that stands for
 * nothing but a role is {@linkplain #takeOver taken over} at once: by O1 it is that of the
 * successor, and O2 of a predecessor that returns fails (Z3).
 *
 * <p><b>Crash.</b> O1 is the commit: before it the place is not taken, after it the place is that
 * of a dead participant, and the next one takes it over.
 *
 * <p><b>Progress.</b> Wait-free. Confined to one thread.
 */
public final class Places {
  /** What {@link #claim} says if there is no place left. */
  public static final int NONE = -1;

  /** How often to go over all places while others take them away. */
  private static final int ROUNDS = 3;

  private final SharedMemory memory;
  private final Participants participants;
  private final long first;
  private final int count;

  /**
   * Looks at places. Zeroed memory is that of places which nobody has.
   *
   * @param context for which participant
   * @param first the word of the first place, in bytes from the start of the memory
   * @param count how many there are
   */
  public Places(ParticipantContext context, long first, int count) {
    this.memory = context.memory();
    this.participants = context.participants();
    this.first = first;
    this.count = count;
  }

  /**
   * Takes a place that nobody has, or else one of the dead.
   *
   * @return which, from 0, or {@link #NONE}
   */
  public int claim() {
    return claim(participants::isAlive);
  }

  /**
   * Takes a place that nobody has, or else one of the dead or of one that was evicted. For places
   * that stand for nothing which their owner writes without asking.
   *
   * @return which, from 0, or {@link #NONE}
   */
  public int takeOver() {
    return claim(participants::takesPart);
  }

  private int claim(LongPredicate keeps) {
    participants.requireNotEvicted();
    for (int round = 0; round < ROUNDS; round++) {
      for (int place = 0; place < count; place++) {
        long owner = memory.getLongVolatile(word(place)); // a guess, which O1 confirms
        boolean free = owner == Participants.NOBODY || !keeps.test(owner);
        // O1 <- O2
        if (free && memory.compareAndSetLong(word(place), owner, participants.self())) {
          return place;
        }
      }
    }
    return NONE;
  }

  /**
   * Gives a place back, if the caller still has it.
   *
   * @param place which, from 0
   */
  public void leave(int place) {
    long self = participants.self();
    long ignored =
        memory.compareAndExchangeLongRelease(word(place), self, Participants.NOBODY); // O2 -> O1
  }

  /**
   * Tells who is named.
   *
   * @param place which, from 0
   * @return the number of a participant, dead perhaps, or {@link Participants#NOBODY}
   */
  public long owner(int place) {
    return memory.getLongAcquire(word(place)); // O1 <- O2
  }

  /**
   * Counts the participants that have places and {@linkplain Participants#takesPart take part}.
   *
   * @return how many; stale at once
   */
  public int taken() {
    int taken = 0;
    for (int place = 0; place < count; place++) {
      long owner = owner(place);
      if (owner != Participants.NOBODY && participants.takesPart(owner)) {
        taken++;
      }
    }
    return taken;
  }

  private long word(int place) {
    return first + (long) place * Long.BYTES;
  }
}
