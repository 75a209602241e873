package dev.sharelock.model.exhaustive;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.environment.Participants;

/**
 * Clock, identity and liveness of a simulated process. Process {@code i} has the process id {@code
 * i + 1}; the set-up has 0.
 */
final class GraphEnvironment implements Environment {
  private static final int SET_UP = -1;
  private static final int GENERATIONS = 64;

  private final int index;
  private final int processes;
  private final GraphMachine machine;
  private long generations;

  private GraphEnvironment(int index, int processes, GraphMachine machine) {
    this.index = index;
    this.processes = processes;
    this.machine = machine;
  }

  static GraphEnvironment ofSetUp(int processes) {
    return new GraphEnvironment(SET_UP, processes, null);
  }

  static GraphEnvironment of(int index, int processes, GraphMachine machine) {
    return new GraphEnvironment(index, processes, machine);
  }

  /** Begins a new run of the process. */
  void restart() {
    generations = 0;
  }

  @Override
  public long nanoTime() {
    return machine == null ? 0 : machine.time();
  }

  @Override
  public ParticipantIdentity self() {
    return identity(index);
  }

  private static ParticipantIdentity identity(int index) {
    return new ParticipantIdentity(index + 1L, 1, 1);
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    for (int i = SET_UP; i < processes; i++) {
      if (identity(i).equals(identity)) {
        return lives(i);
      }
    }
    return false;
  }

  private boolean lives(int process) {
    return process == SET_UP || machine == null || machine.isAlive(process);
  }

  @Override
  public void spinHint() {
    if (machine != null) {
      machine.spinHint();
    }
  }

  /** A waiting loop makes no turns here: it waits, so it would never get to sleeping. */
  @Override
  public int spinLimit() {
    return 0;
  }

  @Override
  public long nextGeneration() {
    generations++;
    return generations * GENERATIONS + index + 1;
  }

  /** This process as a participant. */
  Participants participants() {
    return new Participants() {
      @Override
      public long self() {
        return index + 1L;
      }

      @Override
      public boolean isAlive(long participant) {
        return participant >= 1 && participant <= processes && lives((int) participant - 1);
      }
    };
  }
}
