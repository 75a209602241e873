package dev.sharelock.model.sampling;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.FailureKind;
import java.util.Arrays;

/** Repeats a schedule exactly; that a step is not possible is a failure. */
final class Replayer implements Chooser {
  private final long[] schedule;
  private int at;

  Replayer(long[] schedule) {
    this.schedule = schedule;
  }

  @Override
  public long next(World world) {
    if (at == schedule.length) {
      return diverge(world, "the end of the execution", "it goes on: " + Diagnosis.waiting(world));
    }
    long step = schedule[at];
    int index = Step.processOf(step);
    String wanted = "step " + at + " of the schedule, " + describe(world, step);
    if (index >= world.processes.length) {
      return diverge(world, wanted, "there are " + world.processes.length + " processes");
    }
    SimulatedProcess process = world.processes[index];
    if (!isPossible(world, process, step)) {
      return diverge(world, wanted, process.name() + " " + Diagnosis.doing(world, process));
    }
    at++;
    return step;
  }

  @Override
  public boolean mayBeStale() {
    return Arrays.stream(schedule).anyMatch(step -> Step.kindOf(step) == StepKind.STALE);
  }

  @Override
  public boolean insists(World world) {
    return at < schedule.length;
  }

  /** Whether some of the schedule is left. */
  boolean hasMore() {
    return at < schedule.length;
  }

  /** What is wrong if some of it is left when the execution is over. */
  Problem leftOver() {
    return Repetition.unexplained(
        "expected=" + (schedule.length - at) + " more steps, actual=the execution is over");
  }

  private static String describe(World world, long packed) {
    Step step = Step.unpack(packed);
    String name =
        step.process() < world.processes.length
            ? world.processes[step.process()].name()
            : "process " + step.process();
    return name + " " + step.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  static long diverge(World world, String expected, String actual) {
    world.fail(
        FailureKind.NONDETERMINISM,
        "the scenario does not repeat itself: expected="
            + expected
            + ", actual="
            + actual
            + "; do: replay with the code that the token was made with, and let bodies depend on"
            + " nothing but their context",
        null);
    return FAILED;
  }

  /** Whether a step can be made where the world stands. */
  static boolean isPossible(World world, SimulatedProcess process, long step) {
    State state = process.state;
    boolean acting = state == State.READY || state == State.SPINNING;
    StepKind kind = Step.kindOf(step);
    return switch (kind) {
      case RUN -> acting && !(state == State.READY && process.pendingKind == EventKind.CHOICE);
      case KILL -> acting || state == State.WAITING;
      case TIME_OUT -> state == State.WAITING && process.waitDeadline != Deadline.NEVER;
      case SPURIOUS -> state == State.WAITING;
      case WEAK_FAILURE -> state == State.READY && process.wouldSucceed(world.store);
      case WAKE ->
          state == State.READY && Step.valueOf(step) <= world.sleepers.othersToWake(process);
      case LOSE -> LostStores.mayLose(process);
      case STALE -> Step.valueOf(step) <= process.olderValues(world.store);
      case CHOICE ->
          state == State.READY
              && process.pendingKind == EventKind.CHOICE
              && Step.valueOf(step) < process.alternatives;
    };
  }
}
