package dev.sharelock.model.sampling;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Leeway;
import dev.sharelock.model.trace.EventKind;

/**
 * Chooses by a generator that starts from a seed. Faults are rare events within the limits of the
 * scenario; deaths come where the plan says. In the second half of the steps that an execution may
 * have, every process gets its turn, so that an unfair choice alone is no livelock.
 */
abstract class Sampler implements Chooser {
  private static final int FAULT_RARITY = 16;
  private static final int WEAK_FAILURE_RARITY = 4;
  private static final int OTHER_WAITER_RARITY = 2;
  private static final int OLDER_VALUE_RARITY = 3;
  private static final int LOSS_RARITY = 4;

  final Plan plan;
  final SplitMix random;
  private int spurious;
  private int earlyTimeOuts;
  private int weakFailures;

  Sampler(Plan plan) {
    this.plan = plan;
    this.random = new SplitMix(plan.seed());
  }

  /** Chooses one of the processes that are ready; there is at least one. */
  abstract int pick(World world);

  @Override
  public final long next(World world) {
    pause(world);
    SimulatedProcess victim = sleepingVictim(world);
    if (victim != null && (world.ready.none() || random.oneIn(WEAK_FAILURE_RARITY))) {
      return Step.pack(victim.index, StepKind.KILL, 0);
    }
    long fault = faultOfWaiter(world);
    if (fault >= 0) {
      return fault;
    }
    if (world.ready.none()) {
      return world.idleStep();
    }
    boolean fair = world.log.size() > world.limits.steps() / 2;
    int index = fair ? world.ready.at(random.below(world.ready.count())) : pick(world);
    return how(world, world.processes[index], fair);
  }

  @Override
  public final boolean mayBeStale() {
    return plan.strategy().isWeak();
  }

  @Override
  public final boolean insists(World world) {
    return sleepingVictim(world) != null;
  }

  /** Leaves out who is paused, unless nobody else is ready. */
  private void pause(World world) {
    for (Plan.Moment pause : plan.pauses()) {
      if (pause.isNow(world.processes)) {
        world.ready.leaveOut(pause.process());
      }
    }
  }

  private SimulatedProcess sleepingVictim(World world) {
    for (Plan.Moment kill : plan.kills()) {
      SimulatedProcess process = world.processes[kill.process()];
      if (process.state == State.WAITING && kill.isNow(world.processes)) {
        return process;
      }
    }
    return null;
  }

  private boolean dies(SimulatedProcess process) {
    for (Plan.Moment kill : plan.kills()) {
      if (kill.process() == process.index && kill.step() == process.steps) {
        return true;
      }
    }
    return false;
  }

  /** Whether a process that is to die may lose the store that it is about to make. */
  private boolean dooms(World world, SimulatedProcess process) {
    boolean doomed = false;
    for (Plan.Moment kill : plan.kills()) {
      doomed |= kill.process() == process.index;
    }
    return doomed
        && world.scenario.faults().allows(Leeway.WEAK_CRASH_CUTS)
        && LostStores.mayLose(process);
  }

  private long faultOfWaiter(World world) {
    Faults faults = world.scenario.faults();
    for (SimulatedProcess process : world.processes) {
      if (process.state != State.WAITING) {
        continue;
      }
      boolean timed = process.waitDeadline != Deadline.NEVER;
      if (timed && process.waitDeadline <= world.clock() && random.oneIn(WEAK_FAILURE_RARITY)) {
        return Step.pack(process.index, StepKind.TIME_OUT, 0);
      }
      if (timed && earlyTimeOuts < faults.earlyTimeOuts() && random.oneIn(FAULT_RARITY)) {
        earlyTimeOuts++;
        return Step.pack(process.index, StepKind.TIME_OUT, 0);
      }
      if (spurious < faults.spuriousWakeUps() && random.oneIn(FAULT_RARITY)) {
        spurious++;
        return Step.pack(process.index, StepKind.SPURIOUS, 0);
      }
    }
    return -1;
  }

  private long how(World world, SimulatedProcess process, boolean fair) {
    if (dies(process)) {
      return Step.pack(process.index, StepKind.KILL, 0);
    }
    if (process.state == State.READY && process.pendingKind == EventKind.CHOICE) {
      return Step.pack(process.index, StepKind.CHOICE, random.below(process.alternatives));
    }
    if (process.canFailWeakly
        && weakFailures < world.scenario.faults().weakFailures()
        && process.wouldSucceed(world.store)
        && random.oneIn(WEAK_FAILURE_RARITY)) {
      weakFailures++;
      return Step.pack(process.index, StepKind.WEAK_FAILURE, 0);
    }
    if (dooms(world, process) && random.oneIn(LOSS_RARITY)) {
      return Step.pack(process.index, StepKind.LOSE, 0);
    }
    boolean looksBack = !fair && process.mayReadOlder() && random.oneIn(OLDER_VALUE_RARITY);
    int older = looksBack ? process.olderValues(world.store) : 0;
    if (older > 0) {
      return Step.pack(process.index, StepKind.STALE, 1 + random.below(older));
    }
    int others = world.sleepers.mayChoose() ? world.sleepers.othersToWake(process) : 0;
    if (others > 0 && random.oneIn(OTHER_WAITER_RARITY)) {
      return Step.pack(process.index, StepKind.WAKE, 1 + random.below(others));
    }
    return Step.pack(process.index, StepKind.RUN, 0);
  }
}
