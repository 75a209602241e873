package dev.sharelock.environment;

/**
 * The participants of a region, as the structures in it see them: numbers that can be stored in a
 * word.
 *
 * <p>A participant is one attached handle of one process. Its number is never 0 and never given to
 * another participant of the same region, also after the first one has died.
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
}
