package dev.sharelock.model.sampling;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.model.scenario.Identities;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/** Clock, identity and liveness of simulated processes. */
final class SimulatedEnvironment implements Environment {
  /** One turn of a spin loop, then sleep: enough to see what spinning can change. */
  private static final int SPIN_LIMIT = 1;

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

  @Override
  public long nanoTime() {
    return clock.getAsLong();
  }

  @Override
  public ParticipantIdentity self() {
    return Identities.of(index);
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    int other = Identities.indexOf(identity, processes);
    return other == Identities.SET_UP || other != Identities.NOBODY && alive.test(other);
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
    return Identities.generation(index, generations);
  }
}
