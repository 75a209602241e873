package dev.sharelock.model.solo;

/** A clock that moves only when told. */
public final class SoloClock {
  private long now;
  private long ticks;

  public long now() {
    return now;
  }

  /** Moves the clock on. */
  public void advanceTo(long nanos) {
    if (nanos - now > 0) {
      now = nanos;
    }
  }

  /** Draws a number that was never drawn from this clock. */
  long tick() {
    return ++ticks;
  }
}
