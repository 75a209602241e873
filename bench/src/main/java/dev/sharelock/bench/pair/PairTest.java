package dev.sharelock.bench.pair;

/** What a pair of processes does. */
public enum PairTest {
  /** Messages one way, as fast as they go; both sides poll. */
  THROUGHPUT(false, false),
  /** Messages one way, as fast as they go; both sides use the blocking calls. */
  THROUGHPUT_BLOCKING(false, true),
  /** A message there and back; both sides poll. */
  PING_PONG(true, false),
  /** A message there and back; both sides use the blocking calls. */
  PING_PONG_BLOCKING(true, true);

  private final boolean roundTrip;
  private final boolean blocking;

  PairTest(boolean roundTrip, boolean blocking) {
    this.roundTrip = roundTrip;
    this.blocking = blocking;
  }

  boolean roundTrip() {
    return roundTrip;
  }

  boolean blocking() {
    return blocking;
  }
}
