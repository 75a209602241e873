package dev.sharelock.model.scenario;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;

/**
 * The world of a {@linkplain Scenario.SetUp set-up}: no time has passed and nobody has died. Every
 * engine, forked JVMs and reports set scenarios up in it, so they all begin with the same memory.
 */
public final class SetUpWorld implements Environment {
  private final int processes;
  private long generations;

  private SetUpWorld(int processes) {
    this.processes = processes;
  }

  /** The world in which a scenario is set up. */
  public static SetUpWorld of(Scenario scenario) {
    return new SetUpWorld(scenario.processes().size());
  }

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public ParticipantIdentity self() {
    return Identities.of(Identities.SET_UP);
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    return Identities.indexOf(identity, processes) != Identities.NOBODY;
  }

  @Override
  public void spinHint() {
    // nobody else runs
  }

  @Override
  public int spinLimit() {
    return 0;
  }

  @Override
  public long nextGeneration() {
    generations++;
    return Identities.generation(Identities.SET_UP, generations);
  }
}
