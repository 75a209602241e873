package dev.sharelock.model.sampling;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.model.scenario.Scenario;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/** Clock, identity and liveness of simulated processes. */
final class SimulatedEnvironment implements Environment {
  /** One turn of a spin loop, then sleep: enough to see what spinning can change. */
  private static final int SPIN_LIMIT = 1;

  private static final int SET_UP = -1;
  private static final int GENERATIONS = 32;

  private final int index;
  private final int processes;
  private final LongSupplier clock;
  private final IntPredicate alive;
  private final Runnable spin;
  private long generations;

  private SimulatedEnvironment(
      int index, int processes, LongSupplier clock, IntPredicate alive, Runnable spin) {
    this.index = index;
    this.processes = processes;
    this.clock = clock;
    this.alive = alive;
    this.spin = spin;
  }

  /** The environment of a process. */
  static SimulatedEnvironment of(World world, SimulatedProcess process) {
    return new SimulatedEnvironment(
        process.index,
        world.processes.length,
        world::clock,
        other -> world.isAlive(process, other),
        () -> world.beforeSpin(process));
  }

  /** The environment of the set-up, when nobody has died and no time has passed. */
  static SimulatedEnvironment ofSetUp(Scenario scenario) {
    return new SimulatedEnvironment(
        SET_UP, scenario.processes().size(), () -> 0, other -> true, () -> {});
  }

  private static ParticipantIdentity identity(int index) {
    return new ParticipantIdentity(index + 1L, 1, 1);
  }

  @Override
  public long nanoTime() {
    return clock.getAsLong();
  }

  /** Process {@code i} is the process with the id {@code i + 1}; the set-up has the id 0. */
  @Override
  public ParticipantIdentity self() {
    return identity(index);
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    for (int i = SET_UP; i < processes; i++) {
      if (identity(i).equals(identity)) {
        return i == SET_UP || alive.test(i);
      }
    }
    return false;
  }

  @Override
  public void spinHint() {
    spin.run();
  }

  @Override
  public int spinLimit() {
    return SPIN_LIMIT;
  }

  @Override
  public long nextGeneration() {
    generations++;
    return generations * GENERATIONS + index + 1;
  }
}
