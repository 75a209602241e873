package dev.sharelock.platform;

/** The time of day, for people; nothing is decided by it. */
public final class WallClock {

  private WallClock() {}

  /**
   * Tells the time.
   *
   * @return milliseconds since 1970
   */
  public static long millis() {
    return System.currentTimeMillis();
  }
}
