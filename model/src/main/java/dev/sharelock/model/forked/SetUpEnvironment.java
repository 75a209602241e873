package dev.sharelock.model.forked;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;

/** The world during set-up: time stands still and nobody else lives. */
final class SetUpEnvironment implements Environment {
  private long generations;

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public ParticipantIdentity self() {
    return new ParticipantIdentity(0, 0, 0);
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    return identity.equals(self());
  }

  @Override
  public void spinHint() {}

  @Override
  public int spinLimit() {
    return 0;
  }

  @Override
  public long nextGeneration() {
    return ++generations;
  }
}
