package dev.sharelock.model.sampling;

import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Looks for an execution that fails in the same way with fewer processes, then fewer faults, then
 * fewer changes of the process that runs, then fewer steps. A candidate is the best schedule so far
 * with something left out or moved; it is followed as far as it can be, and what came of it counts.
 * How much is tried depends on the number of steps alone, so that a repetition ends at the same
 * result.
 */
final class Minimizer {
  private static final long MAX_STEPS = 500_000;
  private static final long STEPS_PER_TRIAL = 50;

  private final Runner runner;
  private final Problem problem;
  private long[] best;
  private long spent;

  Minimizer(Runner runner, Problem problem, long[] schedule) {
    this.runner = runner;
    this.problem = problem;
    this.best = schedule;
  }

  /** The decisions of the simplest failing execution found. */
  long[] minimize() {
    tryOut(new long[0]);
    boolean improved = true;
    while (improved && mayTry()) {
      improved = dropProcesses() | dropFaults() | dropStretches() | joinStretches();
    }
    return best;
  }

  private boolean mayTry() {
    return spent < MAX_STEPS;
  }

  private boolean dropProcesses() {
    boolean improved = false;
    for (int process : Arrays.stream(best).mapToInt(Step::processOf).distinct().toArray()) {
      if (mayTry() && uses(process)) {
        long[] others = Arrays.stream(best).filter(s -> Step.processOf(s) != process).toArray();
        improved |= tryOut(others);
      }
    }
    return improved;
  }

  private boolean uses(int process) {
    return Arrays.stream(best).anyMatch(step -> Step.processOf(step) == process);
  }

  private boolean dropFaults() {
    boolean improved = false;
    for (int i = 0; i < best.length && mayTry(); i++) {
      if (isFault(best[i])) {
        improved |= tryOut(without(i, i + 1));
      }
    }
    return improved;
  }

  private boolean dropStretches() {
    boolean improved = false;
    int from = 0;
    while (from < best.length && mayTry()) {
      int to = endOfStretch(from);
      if (tryOut(without(from, to))) {
        improved = true;
      } else {
        from = to;
      }
    }
    return improved;
  }

  /** Lets a process go on with its next stretch instead of giving way. */
  private boolean joinStretches() {
    boolean improved = false;
    int from = 0;
    while (from < best.length && mayTry()) {
      int to = endOfStretch(from);
      int next = to;
      while (next < best.length && Step.processOf(best[next]) != Step.processOf(best[from])) {
        next++;
      }
      if (next < best.length && tryOut(moved(to, next, endOfStretch(next)))) {
        improved = true;
      } else {
        from = to;
      }
    }
    return improved;
  }

  private int endOfStretch(int from) {
    int to = from + 1;
    while (to < best.length && Step.processOf(best[to]) == Step.processOf(best[from])) {
      to++;
    }
    return to;
  }

  private long[] without(int from, int to) {
    long[] left = new long[best.length - (to - from)];
    System.arraycopy(best, 0, left, 0, from);
    System.arraycopy(best, to, left, from, best.length - to);
    return left;
  }

  /** The stretch from {@code from} to {@code to} comes before what is at {@code place}. */
  private long[] moved(int place, int from, int to) {
    List<Long> steps = new ArrayList<>(best.length);
    for (long step : best) {
      steps.add(step);
    }
    Collections.rotate(steps.subList(place, to), to - from);
    return steps.stream().mapToLong(Long::longValue).toArray();
  }

  private boolean tryOut(long[] wishes) {
    boolean ended = runner.run(new Relaxed(wishes), false);
    spent += runner.length() + STEPS_PER_TRIAL;
    if (!ended || !problem.resembles(runner.problem())) {
      return false;
    }
    long[] steps = runner.steps();
    if (cost(steps) >= cost(best)) {
      return false;
    }
    best = steps;
    return true;
  }

  private static boolean isFault(long step) {
    StepKind kind = Step.kindOf(step);
    return kind != StepKind.RUN && kind != StepKind.CHOICE;
  }

  private static long cost(long[] steps) {
    long faults = 0;
    long switches = 0;
    for (int i = 0; i < steps.length; i++) {
      faults += isFault(steps[i]) ? 1 : 0;
      switches += i > 0 && Step.processOf(steps[i]) != Step.processOf(steps[i - 1]) ? 1 : 0;
    }
    long processes = Arrays.stream(steps).map(Step::processOf).distinct().count();
    return (processes << 56) + (faults << 48) + (switches << 24) + steps.length;
  }
}
