package dev.sharelock.model.report;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;

/** A world in which nothing happens, for running a set-up again to see what memory it leaves. */
final class FixedWorld implements Environment {
  private long generation;

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public ParticipantIdentity self() {
    return new ParticipantIdentity(1, 1, 1);
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    return true;
  }

  @Override
  public void spinHint() {}

  @Override
  public int spinLimit() {
    return 0;
  }

  @Override
  public long nextGeneration() {
    return ++generation;
  }
}
