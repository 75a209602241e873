package dev.sharelock.model.sampling;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.Likeness;
import dev.sharelock.model.trace.ReplayToken;
import java.util.List;
import java.util.Optional;

/**
 * One check or replay of one scenario; it runs on a thread of its own and is watched from outside.
 */
final class SamplingRun {
  private static final String ALREADY = "fails under sc already";

  private final Setting setting;
  private final Limits limits;
  private final SamplingOptions options;
  private volatile Runner runner;
  private volatile ReplayToken token;
  private volatile Failure failure;
  private volatile Recording recording;
  private volatile long executions;
  private volatile long blocked;
  private volatile long rechecks;
  private volatile String deaths = "";

  SamplingRun(Setting setting, Limits limits, SamplingOptions options) {
    this.setting = setting;
    this.limits = limits;
    this.options = options;
  }

  /** Samples executions until one fails or the budget is spent. */
  void check(Budget budget, Progress progress) {
    try (Runner opened = new Runner(setting, limits, options)) {
      runner = opened;
      Problem atOnce = opened.problemBefore();
      Planner planner =
          new Planner(scenario(), options.seed(), Strategy.under(options.weakMemory()));
      if (atOnce != null) {
        failure = failure(opened, atOnce, seedToken(planner.next(0)));
      }
      for (long i = 0; i < budget.executions() && !limits.expired() && failure == null; i++) {
        Plan plan = planner.next(i);
        token = seedToken(plan);
        boolean twice = isRepeated(i, budget.executions());
        if (opened.run(plan.strategy().sampler(plan), twice)) {
          count(opened);
          planner.learn(opened);
          judge(opened, plan, twice);
          progress.report(executions, (double) executions / budget.executions());
        }
      }
      deaths = planner.deaths();
    }
  }

  private void count(Runner ran) {
    executions++;
    blocked += ran.leftWaiting() ? 1 : 0;
  }

  /**
   * Every so many executions one is repeated; of fewer, the last one, unless it is the only one.
   */
  private boolean isRepeated(long index, long all) {
    int every = options.recheckEvery();
    return every > 0 && (index % every == every - 1 || all < every && all > 1 && index == all - 1);
  }

  private void judge(Runner ran, Plan plan, boolean twice) {
    if (ran.problem() != null) {
      failure = explain(ran, plan);
    } else if (twice) {
      Problem different = Repetition.compare(ran);
      rechecks++;
      if (different != null) {
        failure = failure(ran, different, seedToken(plan));
      }
    }
  }

  /** Repeats a failing execution, simplifies it, and records what happens in it. */
  private Failure explain(Runner ran, Plan plan) {
    Problem problem = ran.problem();
    long hash = ran.hash();
    long[] steps = ran.steps();
    limits.beginExplanation();
    if (problem.isOutside()) {
      ran.run(plan.strategy().sampler(plan), true);
      return failure(ran, problem, seedToken(plan));
    }
    ran.run(new Replayer(steps), true);
    if (ran.hash() != hash || !problem.resembles(ran.problem())) {
      return unrepeatable(ran, problem, plan);
    }
    if (problem.kind() != FailureKind.LIVELOCK) {
      steps = new Minimizer(ran, problem, steps).minimize();
      ran.run(new Replayer(steps), true);
    }
    if (!problem.resembles(ran.problem())) {
      return unrepeatable(ran, problem, plan);
    }
    return failure(
        ran,
        ran.problem(),
        Tokens.shorter(
            Tokens.ofSchedule(scenario().name(), problem.kind(), steps), seedToken(plan)));
  }

  private Failure unrepeatable(Runner ran, Problem problem, Plan plan) {
    Problem different = Repetition.compare(ran);
    if (different == null) {
      different = Repetition.unexplained("it failed once with: " + problem.message());
    }
    return failure(ran, different, seedToken(plan));
  }

  private ReplayToken seedToken(Plan plan) {
    return Tokens.ofSeed(setting, plan, limits.steps());
  }

  /** Runs exactly the execution of a token. */
  void replay(ReplayToken wanted) {
    token = wanted;
    Plan plan = Tokens.plan(wanted);
    Replayer replayer = plan == null ? new Replayer(Tokens.schedule(wanted)) : null;
    try (Runner opened = new Runner(setting, limits, options)) {
      runner = opened;
      if (!opened.run(plan == null ? replayer : plan.strategy().sampler(plan), true)) {
        return;
      }
      count(opened);
      Problem problem = opened.problem();
      Problem different = plan == null && !isDiverged(problem) ? Repetition.compare(opened) : null;
      if (plan != null && problem != null) {
        failure = explain(opened, plan);
      } else if (different != null) {
        failure = failure(opened, different, wanted);
      } else if (problem != null || replayer != null && replayer.hasMore()) {
        failure = failure(opened, problem == null ? replayer.leftOver() : problem, wanted);
      }
      recording =
          new Recording(
              StepLog.schedule(opened.steps()), opened.events(), Optional.ofNullable(failure));
    }
  }

  private static boolean isDiverged(Problem problem) {
    return problem != null && (problem.kind() == FailureKind.NONDETERMINISM || problem.isOutside());
  }

  /** Follows an execution that another engine has found, and simplifies it if it fails so here. */
  void follow(Failure other) {
    try (Runner opened = new Runner(setting, limits, options)) {
      runner = opened;
      limits.beginExplanation();
      boolean ended = opened.run(new Follower(other.events()), true);
      Problem problem = opened.problem();
      long[] steps = opened.steps();
      if (!ended || problem == null || problem.isOutside()) {
        return;
      }
      if (!Likeness.alikeInOtherWords(other, failure(opened, problem, other.token()))) {
        return;
      }
      steps = new Minimizer(opened, problem, steps).minimize();
      opened.run(new Replayer(steps), true);
      if (problem.resembles(opened.problem())) {
        ReplayToken schedule = Tokens.ofSchedule(scenario().name(), opened.problem().kind(), steps);
        failure = failure(opened, opened.problem(), schedule);
      }
    }
  }

  /** Samples executions up to one of them, from 1, and keeps it, whatever comes of it. */
  void sample(long number) {
    Planner planner = new Planner(scenario(), options.seed(), Strategy.under(options.weakMemory()));
    try (Runner opened = new Runner(setting, limits, options)) {
      runner = opened;
      for (long i = 0; i < number; i++) {
        Plan plan = planner.next(i);
        token = seedToken(plan);
        if (!opened.run(plan.strategy().sampler(plan), i == number - 1)) {
          return;
        }
        planner.learn(opened);
      }
      Problem problem = opened.problem();
      long[] steps = opened.steps();
      FailureKind kind = problem == null ? null : problem.kind();
      token = Tokens.shorter(Tokens.ofSchedule(scenario().name(), kind, steps), token);
      failure = problem == null ? null : failure(opened, problem, token);
      recording =
          new Recording(StepLog.schedule(steps), opened.events(), Optional.ofNullable(failure));
    }
  }

  /** The token of the execution that ran last. */
  ReplayToken token() {
    return token;
  }

  /** Runs the first execution of the seed. */
  void sample() {
    Planner planner = new Planner(scenario(), options.seed(), Strategy.under(options.weakMemory()));
    replay(seedToken(planner.next(0)));
  }

  private Scenario scenario() {
    return setting.scenario();
  }

  private Failure failure(Runner ran, Problem problem, ReplayToken shown) {
    return new Failure(
        scenario().name(),
        problem.kind(),
        problem.message(),
        shown,
        scenario().processes().stream().map(Scenario.Process::name).toList(),
        ran == null ? List.of() : ran.events(),
        problem.cause(),
        problem.kind() == FailureKind.NONDETERMINISM || ran != null && ran.wasStale()
            ? ""
            : ALREADY);
  }

  /** Gives up on an execution in which a body does not come back. */
  void abandon(Problem problem) {
    failure = failure(null, problem, token);
  }

  Failure failure() {
    return failure;
  }

  /** The execution that was replayed; null if it did not come to an end. */
  Recording recording() {
    return recording;
  }

  long executions() {
    return executions;
  }

  long blocked() {
    return blocked;
  }

  /** How many executions were run twice and compared. */
  long rechecks() {
    return rechecks;
  }

  String deaths() {
    return deaths;
  }

  /** Who should make progress; null before the first execution. */
  SimulatedProcess current() {
    Runner running = runner;
    return running == null ? null : running.current();
  }
}
