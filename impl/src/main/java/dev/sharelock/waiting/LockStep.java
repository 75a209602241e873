package dev.sharelock.waiting;

import dev.sharelock.environment.Environment;

/**
 * Keeps two sides from exchanging single messages: when each looks at the other's counter for every
 * message, a cache line moves to and fro all the time and that is all that happens.
 *
 * <p>Each side, when it finds little, sometimes waits a moment and looks once more, as long as that
 * pays; the producer also waits for some room while it spins. This only shifts when the counters
 * are read. Where spinning is of no use, so is this.
 */
public final class LockStep {
  private static final int TURNS = 256;
  private static final int FIRST_SKIP = 16;
  private static final int LAST_SKIP = 4096;

  private final Environment environment;
  private final boolean useful;
  private final long paying;
  private int skip = FIRST_SKIP;
  private int skipped;

  /**
   * Creates one for one side.
   *
   * @param environment the advice on spinning
   * @param paying how much more a pause must bring to have paid
   */
  public LockStep(Environment environment, long paying) {
    this.paying = paying;
    this.environment = environment;
    this.useful = isUseful(environment);
  }

  /**
   * Tells for how much room a spinning producer waits at least.
   *
   * @param environment the advice on spinning
   * @param capacity of the ring
   * @return the room
   */
  public static long room(Environment environment, long capacity) {
    return isUseful(environment) ? capacity / 8 : 1;
  }

  private static boolean isUseful(Environment environment) {
    return environment.spinLimit() >= TURNS;
  }

  /**
   * Asks whether to wait a moment for more.
   *
   * @return whether to {@link #pause} now
   */
  public boolean isDue() {
    if (!useful) {
      return false;
    }
    if (skipped > 0) {
      skipped--;
      return false;
    }
    return true;
  }

  /** Waits a moment. */
  public void pause() {
    for (int turn = 0; turn < TURNS; turn++) {
      environment.spinHint();
    }
  }

  /**
   * Learns whether the last pause paid.
   *
   * @param more how much more there was after it
   */
  public void learn(long more) {
    if (more >= paying) {
      skip = FIRST_SKIP;
    } else {
      skipped = skip;
      skip = Math.min(LAST_SKIP, skip * 3);
    }
  }
}
