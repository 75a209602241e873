package dev.sharelock.environment;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;

/**
 * The participants of a region, as the structures in it see them: numbers that can be stored in a
 * word.
 *
 * <p>A participant is one attached handle of one process. Its number is never 0 and never given to
 * another participant of the same region, also after the first one has died.
 *
 * <p><b>Fencing.</b> Whoever is paused, hung or out of reach can be <i>evicted</i> by any other
 * participant. Nobody can know whether it runs on one day, as a zombie, in the middle of whatever
 * it was doing; so these rules hold for all structures:
 *
 * <ul>
 *   <li>Z1: to be evicted is final. The evicted one has not ended, and {@link #isAlive} says so,
 *       until its process ends or it leaves by itself.
 *   <li>Z2, quarantine: what it may still write to without asking (its records, the places that it
 *       has, the memory that it holds) is given to nobody else before it has ended.
 *   <li>Z3: what is taken over before that is taken by a change of the very word which it would
 *       have to change in order to go on, to a value that never comes back; so it fails there.
 *   <li>Z4: nobody waits for it.
 *   <li>Z5: each operation fails with {@link Outcome#EVICTED} that it begins after that and that
 *       takes something from others or gives something to them; not those that only give back, or
 *       concern only what it has. What it was in the middle of may still take effect, as if it had
 *       been done before.
 * </ul>
 */
public interface Participants {

  /** The number that no participant has. */
  long NOBODY = 0;

  /**
   * Tells who the caller is.
   *
   * @return the number of the calling participant, never {@link #NOBODY}
   */
  long self();

  /**
   * Asks whether a participant is still attached and its process runs. The answer "no" is final,
   * and whoever receives it sees all that the participant has written; the answer "yes" may be
   * stale at once.
   *
   * @param participant whom to ask for
   * @return whether it lives; false for {@link #NOBODY} and for numbers never given
   */
  boolean isAlive(long participant);

  /**
   * Asks whether a participant was evicted and has not ended. The answer "no" may be stale at once.
   *
   * @param participant whom to ask for
   * @return whether nothing is to be expected of it, although it may still run
   */
  default boolean isEvicted(long participant) {
    return false;
  }

  /**
   * Asks whether a participant takes part: it lives and was not evicted.
   *
   * @param participant whom to ask for
   * @return whether it is worth waiting for; the answer "no" is final
   */
  default boolean takesPart(long participant) {
    return !isEvicted(participant) && isAlive(participant);
  }

  /**
   * Asks whether the caller was evicted.
   *
   * @return whether it was; "no" may be stale at once
   */
  default boolean isSelfEvicted() {
    return isEvicted(self());
  }

  /**
   * Refuses to go on if the caller was evicted.
   *
   * @throws SharelockException {@link Outcome#EVICTED} if it was
   */
  default void requireNotEvicted() {
    if (isSelfEvicted()) {
      throw new SharelockException(
          Outcome.EVICTED,
          "participant was evicted: participant="
              + self()
              + "; do: close its handles, which gives back what it holds, and attach again");
    }
  }
}
