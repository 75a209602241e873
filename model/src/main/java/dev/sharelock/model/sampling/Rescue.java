package dev.sharelock.model.sampling;

import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.FailureKind;

/**
 * An experiment at the end of an execution in which nobody can go on: each process that sleeps is
 * woken without a reason, which every wait must expect. If one of them looks around and comes to
 * its end, what it waited for had happened, so a wake-up was lost. Otherwise it is a deadlock.
 */
final class Rescue implements Chooser {
  private static final int MAX_STEPS = 2_000;

  private final Problem deadlock;
  private final int firstStep;
  private final boolean[] sleeps;
  private final int[] stepsBefore;
  private int last;

  Rescue(World world, Problem deadlock) {
    this.deadlock = deadlock;
    this.firstStep = world.log.size();
    sleeps = new boolean[world.processes.length];
    stepsBefore = new int[sleeps.length];
    for (SimulatedProcess process : world.processes) {
      sleeps[process.index] = process.state == State.WAITING;
      stepsBefore[process.index] = process.steps;
    }
  }

  /** The number of steps before the experiment. */
  int firstStep() {
    return firstStep;
  }

  boolean isTooLong(World world) {
    return world.log.size() - firstStep > MAX_STEPS;
  }

  /** What the experiment has shown. */
  Problem result(World world) {
    for (SimulatedProcess process : world.processes) {
      int steps = process.steps - stepsBefore[process.index];
      boolean looked = steps > 1;
      if (sleeps[process.index] && process.state == State.ENDED && looked) {
        return new Problem(
            FailureKind.LOST_WAKE_UP,
            "a process sleeps although it could go on: process="
                + process.name()
                + "; "
                + deadlock.message(),
            null);
      }
    }
    return deadlock;
  }

  Problem deadlock() {
    return deadlock;
  }

  @Override
  public long next(World world) {
    for (SimulatedProcess process : world.processes) {
      boolean untouched = process.steps == stepsBefore[process.index];
      if (process.state == State.WAITING && untouched) {
        return Step.pack(process.index, StepKind.SPURIOUS, 0);
      }
    }
    last = world.ready.has(last) ? last : world.ready.first();
    boolean choice = world.processes[last].pendingKind == EventKind.CHOICE;
    return Step.pack(last, choice ? StepKind.CHOICE : StepKind.RUN, 0);
  }

  @Override
  public boolean mayBeStale() {
    return false;
  }

  @Override
  public boolean insists(World world) {
    for (SimulatedProcess process : world.processes) {
      if (process.state == State.WAITING && process.steps == stepsBefore[process.index]) {
        return true;
      }
    }
    return false;
  }
}
