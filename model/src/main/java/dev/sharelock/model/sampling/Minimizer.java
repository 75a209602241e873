package dev.sharelock.model.sampling;

import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for an execution that fails in the same way with fewer faults and fewer changes of the
 * process that runs: it leaves out one stretch of the schedule after the other and keeps what still
 * fails.
 */
final class Minimizer {
  private static final int TRIALS = 600;

  private final Runner runner;
  private final Limits limits;
  private final Problem problem;
  private long[] best;
  private int trials;

  Minimizer(Runner runner, Limits limits, Problem problem, long[] schedule) {
    this.runner = runner;
    this.limits = limits;
    this.problem = problem;
    this.best = schedule;
  }

  /** The decisions of the simplest failing execution found. */
  long[] minimize() {
    boolean improved = true;
    while (improved && mayTry()) {
      improved = dropFaults() | dropStretches() | dropTail();
    }
    return best;
  }

  private boolean mayTry() {
    return trials < TRIALS && !limits.expired();
  }

  private boolean dropFaults() {
    boolean improved = false;
    for (int i = 0; i < best.length && mayTry(); i++) {
      StepKind kind = Step.kindOf(best[i]);
      if (kind != StepKind.RUN && kind != StepKind.CHOICE) {
        improved |= tryOut(without(i, i + 1));
      }
    }
    return improved;
  }

  private boolean dropStretches() {
    boolean improved = false;
    int from = 0;
    while (from < best.length && mayTry()) {
      int to = from + 1;
      while (to < best.length && Step.processOf(best[to]) == Step.processOf(best[from])) {
        to++;
      }
      if (tryOut(without(from, to))) {
        improved = true;
      } else {
        from = to;
      }
    }
    return improved;
  }

  private boolean dropTail() {
    boolean improved = false;
    for (int length = best.length / 2; length > 0 && mayTry(); length /= 2) {
      improved |= tryOut(without(best.length - length, best.length));
    }
    return improved;
  }

  private long[] without(int from, int to) {
    List<Long> left = new ArrayList<>();
    for (int i = 0; i < best.length; i++) {
      if (i < from || i >= to) {
        left.add(best[i]);
      }
    }
    return left.stream().mapToLong(Long::longValue).toArray();
  }

  private boolean tryOut(long[] wishes) {
    trials++;
    boolean ended = runner.run(new Relaxed(wishes), false);
    if (!ended || runner.problem() == null || !problem.resembles(runner.problem())) {
      return false;
    }
    long[] steps = runner.steps();
    if (cost(steps) >= cost(best)) {
      return false;
    }
    best = steps;
    return true;
  }

  /** Faults first, then changes of the process that runs, then the length. */
  private static long cost(long[] steps) {
    long faults = 0;
    long switches = 0;
    for (int i = 0; i < steps.length; i++) {
      StepKind kind = Step.kindOf(steps[i]);
      faults += kind == StepKind.RUN || kind == StepKind.CHOICE ? 0 : 1;
      switches += i > 0 && Step.processOf(steps[i]) != Step.processOf(steps[i - 1]) ? 1 : 0;
    }
    return (faults << 48) + (switches << 24) + steps.length;
  }
}
