package dev.sharelock.queue;

import dev.sharelock.environment.Environment;
import dev.sharelock.waiting.LockStep;

/** Waits a moment before a wait, as long as that brings several values at a time. */
final class Pace {
  /** How many values a pause must bring to have paid. */
  private static final int PAYING = 32;

  private final LockStep lockStep;
  private boolean paused;
  private int count;

  Pace(Environment environment) {
    this.lockStep = new LockStep(environment, PAYING);
  }

  /** One more value. */
  void count() {
    count++;
  }

  void beforeWaiting() {
    if (paused) {
      lockStep.learn(count);
    }
    count = 0;
    paused = lockStep.isDue();
    if (paused) {
      lockStep.pause();
    }
  }
}
