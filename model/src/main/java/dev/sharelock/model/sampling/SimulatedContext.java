package dev.sharelock.model.sampling;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.trace.EventKind;

/** What a simulated process has of its world. */
final class SimulatedContext implements ProcessContext {
  private final World world;
  private final SimulatedProcess process;
  private final SharedMemory memory;
  private final Environment environment;
  private final Participants participants;

  SimulatedContext(World world, SimulatedProcess process) {
    this.world = world;
    this.process = process;
    this.memory = new SimulatedMemory(world, process);
    this.environment = SimulatedEnvironment.of(world, process);
    this.participants = new Members();
  }

  @Override
  public int index() {
    return process.index;
  }

  @Override
  public String name() {
    return process.name();
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
    return participants;
  }

  @Override
  public void record(String label, Object value) {
    if (!process.doomed) {
      process.record(label, value);
    }
  }

  @Override
  public int choose(int alternatives) {
    if (alternatives < 1) {
      throw new IllegalArgumentException(
          "there is nothing to choose from: alternatives="
              + alternatives
              + "; do: offer at least 1");
    }
    process.alternatives = alternatives;
    world.before(process, EventKind.CHOICE, -1, 0, null);
    int chosen = process.chosenValue;
    world.trace.step(process.index, EventKind.CHOICE, null, -1, 0, chosen, alternatives, "");
    return chosen;
  }

  /** The processes as participants: process {@code i} has the number {@code i + 1}. */
  private final class Members implements Participants {
    @Override
    public long self() {
      return process.index + 1L;
    }

    @Override
    public boolean isAlive(long participant) {
      boolean known = participant >= 1 && participant <= world.processes.length;
      return known && world.isAlive(process, (int) participant - 1);
    }
  }
}
