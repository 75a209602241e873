package dev.sharelock.ring;

import dev.sharelock.environment.Environment;

/**
 * Keeps the two sides of a ring from exchanging single messages: when each looks at the other's
 * counter for every message, a cache line moves to and fro all the time and that is all that
 * happens.
 *
 * <p>Each side, when it finds little, sometimes waits a moment and looks once more, as long as that
 * pays; the producer also waits for some room while it spins. This only shifts when the counters
 * are read. Where spinning is of no use, so is this.
 */
final class LockStep {
  private static final int TURNS = 64;
  private static final int PAYING_BYTES = 64;
  private static final int FIRST_SKIP = 16;
  private static final int LAST_SKIP = 4096;

  private final Environment environment;
  private final boolean useful;
  private int skip = FIRST_SKIP;
  private int skipped;

  LockStep(Environment environment) {
    this.environment = environment;
    this.useful = isUseful(environment);
  }

  /** For how many bytes a spinning producer waits at least. */
  static long room(Environment environment, long capacity) {
    return isUseful(environment) ? capacity / 8 : 1;
  }

  private static boolean isUseful(Environment environment) {
    return environment.spinLimit() >= TURNS;
  }

  /** Whether to wait a moment for more. */
  boolean isDue() {
    if (!useful) {
      return false;
    }
    if (skipped > 0) {
      skipped--;
      return false;
    }
    return true;
  }

  void pause() {
    for (int turn = 0; turn < TURNS; turn++) {
      environment.spinHint();
    }
  }

  /** Learns whether the last pause paid. */
  void learn(long bytesMore) {
    if (bytesMore >= PAYING_BYTES) {
      skip = FIRST_SKIP;
    } else {
      skipped = skip;
      skip = Math.min(LAST_SKIP, skip * 3);
    }
  }
}
