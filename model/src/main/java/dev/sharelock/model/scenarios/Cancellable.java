package dev.sharelock.model.scenarios;

import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.model.scenario.ProcessContext;

/** The environment of a process whose waits can be cancelled. */
record Cancellable(Environment environment, Cancellation cancellation) implements Environment {

  /** The process as a participant whose waits end when a hook says so. */
  static ParticipantContext of(ProcessContext context, Cancellation cancellation) {
    return new ParticipantContext(
        context.memory(),
        new Cancellable(context.environment(), cancellation),
        context.participants());
  }

  @Override
  public long nanoTime() {
    return environment.nanoTime();
  }

  @Override
  public ParticipantIdentity self() {
    return environment.self();
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    return environment.isAlive(identity);
  }

  @Override
  public void spinHint() {
    environment.spinHint();
  }

  @Override
  public int spinLimit() {
    return environment.spinLimit();
  }

  @Override
  public long nextGeneration() {
    return environment.nextGeneration();
  }
}
