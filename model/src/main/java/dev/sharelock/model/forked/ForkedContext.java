package dev.sharelock.model.forked;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Identities;
import dev.sharelock.model.scenario.ProcessContext;

/** What the body of a scenario has of the world when it runs in a JVM of its own. */
final class ForkedContext implements ProcessContext {
  private final int index;
  private final String name;
  private final SharedMemory memory;
  private final Gate gate;
  private final Wire wire;
  private final int spinLimit;
  private final int processes;
  private final Environment environment = new Surroundings();

  ForkedContext(ScenarioProcess process, SharedMemory memory, Gate gate, Wire wire, int spinLimit) {
    this.index = process.index();
    this.name = process.name();
    this.memory = memory;
    this.gate = gate;
    this.wire = wire;
    this.spinLimit = spinLimit;
    this.processes = process.siblings();
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SharedMemory memory() {
    return memory;
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  public Participants participants() {
    return new ProcessesAsParticipants();
  }

  @Override
  public void record(String label, Object value) {
    wire.send("RECORD", Wire.pack(label), Wire.pack(value));
  }

  @Override
  public int choose(int alternatives) {
    return gate.choose(alternatives);
  }

  /** Process {@code i} of the scenario is participant {@code i + 1}. */
  private final class ProcessesAsParticipants implements Participants {
    @Override
    public long self() {
      return index + 1;
    }

    @Override
    public boolean isAlive(long participant) {
      return participant >= 1 && participant <= processes && gate.isAlive((int) participant - 1);
    }
  }

  /** The clock and the liveness that the gate grants. */
  private final class Surroundings implements Environment {
    private long generations;

    @Override
    public long nanoTime() {
      return gate.nanoTime();
    }

    @Override
    public ParticipantIdentity self() {
      return Identities.of(index);
    }

    @Override
    public boolean isAlive(ParticipantIdentity identity) {
      int other = Identities.indexOf(identity, processes);
      return other == Identities.SET_UP || other != Identities.NOBODY && gate.isAlive(other);
    }

    @Override
    public void spinHint() {
      Thread.onSpinWait();
    }

    @Override
    public int spinLimit() {
      return spinLimit;
    }

    @Override
    public long nextGeneration() {
      generations++;
      return Identities.generation(index, generations);
    }
  }
}
