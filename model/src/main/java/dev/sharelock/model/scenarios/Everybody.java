package dev.sharelock.model.scenarios;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;

/** An observer to whom every process lives, for checks at the end of an execution. */
enum Everybody implements Environment {
  LIVES;

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public ParticipantIdentity self() {
    throw new UnsupportedOperationException("an observer is nobody");
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    return true;
  }

  @Override
  public void spinHint() {
    // nobody waits at the end
  }

  @Override
  public int spinLimit() {
    return 0;
  }

  @Override
  public long nextGeneration() {
    throw new UnsupportedOperationException("an observer creates nothing");
  }
}
