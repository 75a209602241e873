package dev.sharelock.model.exhaustive;

import dev.sharelock.model.engine.IdleTime;

/** The turns that a waiting loop makes in one run although nothing changes, and their time. */
final class IdleTurns {
  private int count;
  private long time;

  void begin() {
    count = 0;
    time = 0;
  }

  int count() {
    return count;
  }

  /** The time after the turns; 0 if there was none. */
  long time() {
    return time;
  }

  /**
   * Makes another turn.
   *
   * @param now the time before
   * @return whether the loop may still end
   */
  boolean next(long now) {
    if (count > 0) {
      time = IdleTime.afterTurn(now, count - 1);
    }
    count++;
    return count <= IdleTime.TURNS;
  }
}
