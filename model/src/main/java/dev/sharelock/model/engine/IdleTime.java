package dev.sharelock.model.engine;

import dev.sharelock.environment.Deadline;

/**
 * How far time goes on when nothing else can happen; all engines agree on it. The first time, to
 * the end of the wait that ends first. A process that was waiting before with the same memory in
 * front of it oversleeps: each time sixteen times as long as before, until no deadline is left that
 * could still pass. Then it waits in vain. So every finite deadline passes after a few steps,
 * however thin the slices are in which a loop waits for it.
 */
public final class IdleTime {

  /** How many turns a waiting loop makes that sees nothing new until it counts as endless. */
  public static final int TURNS = 1_000;

  private static final long GROWTH = 16;
  private static final int LONGEST_TURN = 15;

  private IdleTime() {}

  /**
   * The time after a wait.
   *
   * @param now the time before
   * @param end when the wait ends; {@link Deadline#NEVER} if it does not
   * @param vain how often time has passed for the process with the same memory
   * @return {@link Deadline#NEVER} if there is no such time
   */
  public static long afterWait(long now, long end, int vain) {
    if (end == Deadline.NEVER) {
      return Deadline.NEVER;
    }
    long span = Math.max(1, end - now);
    for (int i = 0; i < vain; i++) {
      span = span > Deadline.NEVER / GROWTH ? Deadline.NEVER : span * GROWTH;
    }
    return span >= Deadline.NEVER - now ? Deadline.NEVER : now + span;
  }

  /**
   * The time after a turn of a waiting loop: ten times as long as the turn before, up to days.
   *
   * @param now the time before
   * @param turns how many turns it has made before with nothing new
   */
  public static long afterTurn(long now, int turns) {
    long span = (long) Math.pow(10, Math.min(turns + 1, LONGEST_TURN));
    return span >= Deadline.NEVER - now ? Deadline.NEVER - 1 : now + span;
  }
}
