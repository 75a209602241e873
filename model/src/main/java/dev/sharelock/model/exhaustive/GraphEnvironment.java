package dev.sharelock.model.exhaustive;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.environment.Participants;
import dev.sharelock.model.scenario.Identities;

/** Clock, identity and liveness of a simulated process. */
final class GraphEnvironment implements Environment {
  private final int index;
  private final int processes;
  private final GraphMachine machine;
  private long generations;
  private boolean anonymous;

  private GraphEnvironment(int index, int processes, GraphMachine machine) {
    this.index = index;
    this.processes = processes;
    this.machine = machine;
  }

  static GraphEnvironment of(int index, int processes, GraphMachine machine) {
    return new GraphEnvironment(index, processes, machine);
  }

  /** Lets the process not know which one it is. */
  void hideIdentity() {
    anonymous = true;
  }

  static IllegalStateException identical(String process) {
    return new IllegalStateException(
        "identical process asks who it is: process="
            + process
            + "; do: add the processes of this body by process(name, body)");
  }

  private void requireIdentity() {
    if (anonymous) {
      throw identical("number " + (index + 1));
    }
  }

  /** Begins a new run of the process. */
  void restart() {
    generations = 0;
  }

  @Override
  public long nanoTime() {
    return machine.time();
  }

  @Override
  public ParticipantIdentity self() {
    requireIdentity();
    return Identities.of(index);
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    requireIdentity();
    int other = Identities.indexOf(identity, processes);
    return other == Identities.SET_UP || other != Identities.NOBODY && machine.isAlive(other);
  }

  @Override
  public void spinHint() {
    machine.spinHint();
  }

  /** A waiting loop makes no turns here: it waits, so it would never get to sleeping. */
  @Override
  public int spinLimit() {
    return 0;
  }

  @Override
  public long nextGeneration() {
    requireIdentity();
    generations++;
    return Identities.generation(index, generations);
  }

  /** This process as a participant. */
  Participants participants() {
    return new Participants() {
      @Override
      public long self() {
        requireIdentity();
        return index + 1L;
      }

      @Override
      public boolean isAlive(long participant) {
        requireIdentity();
        return participant >= 1
            && participant <= processes
            && machine.isAlive((int) participant - 1);
      }
    };
  }
}
