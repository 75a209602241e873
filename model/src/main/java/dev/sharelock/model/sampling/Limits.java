package dev.sharelock.model.sampling;

import java.util.concurrent.atomic.AtomicLong;

/** How far the engine may go; asked on every step. */
final class Limits {
  private final int steps;
  private final AtomicLong heartbeat = new AtomicLong();
  private volatile boolean explaining;
  private volatile boolean expired;

  Limits(int steps) {
    this.steps = steps;
  }

  /** How many steps one execution may have. */
  int steps() {
    return steps;
  }

  synchronized void expire() {
    expired = !explaining;
  }

  /** A failure was found: the few executions that explain it are not cut off. */
  synchronized void beginExplanation() {
    explaining = true;
    expired = false;
  }

  boolean expired() {
    return expired;
  }

  /** Notes that the execution moves. */
  void beat() {
    heartbeat.lazySet(heartbeat.getPlain() + 1);
  }

  long heartbeat() {
    return heartbeat.get();
  }
}
