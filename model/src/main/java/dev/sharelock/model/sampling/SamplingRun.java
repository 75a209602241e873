package dev.sharelock.model.sampling;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.sampling.schedule.Schedule;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.util.List;

/**
 * One check or replay of one scenario; it runs on a thread of its own and is watched from outside.
 */
final class SamplingRun {
  /** The engine name in tokens that hold all decisions. */
  static final String SCHEDULE = "schedule";

  /** The same for an execution that was cut off because it does not end. */
  static final String ENDLESS = "schedule.endless";

  private static final int SHORT_TOKEN = 100;

  private final Setting setting;
  private final Limits limits;
  private final SamplingOptions options;
  private volatile Runner runner;
  private volatile Failure failure;
  private volatile long executions;
  private volatile long blocked;
  private volatile String deaths = "";

  SamplingRun(Setting setting, Limits limits, SamplingOptions options) {
    this.setting = setting;
    this.limits = limits;
    this.options = options;
  }

  Failure failure() {
    return failure;
  }

  long executions() {
    return executions;
  }

  long blocked() {
    return blocked;
  }

  String deaths() {
    return deaths;
  }

  /** Who should make progress; null before the first execution. */
  SimulatedProcess current() {
    Runner running = runner;
    return running == null ? null : running.current();
  }

  /** Samples executions until one fails or the budget is spent. */
  void check(Budget budget, Progress progress) {
    try (Runner opened = new Runner(setting, limits, options.threads())) {
      runner = opened;
      Planner planner = new Planner(setting.scenario(), options.seed(), List.of(Strategy.values()));
      for (long i = 0; i < budget.executions() && !limits.expired() && failure == null; i++) {
        Plan plan = planner.next(i);
        if (opened.run(plan.strategy().sampler(plan), false)) {
          executions++;
          blocked += opened.leftWaiting() ? 1 : 0;
          planner.learn(opened);
          judge(opened, plan, i);
          progress.report(executions, (double) executions / budget.executions());
        }
      }
      deaths = planner.deaths();
    }
  }

  private void judge(Runner ran, Plan plan, long index) {
    if (ran.problem() != null) {
      failure = explain(ran, plan);
    } else if (options.recheckEvery() > 0 && index % options.recheckEvery() == 0) {
      failure = recheck(ran, plan);
    }
  }

  /** Runs the last execution again and compares. */
  private Failure recheck(Runner ran, Plan plan) {
    long hash = ran.hash();
    long[] steps = ran.steps();
    if (!ran.run(new Replayer(steps), false)) {
      return null;
    }
    if (ran.problem() == null && ran.hash() == hash) {
      return null;
    }
    Problem problem = ran.problem();
    if (problem == null || problem.kind() != FailureKind.NONDETERMINISM) {
      problem =
          new Problem(
              FailureKind.NONDETERMINISM,
              "the scenario does not repeat itself: the same decisions gave other values; do: let"
                  + " bodies depend on nothing but their context",
              null);
    }
    ran.run(new Replayer(steps), true);
    return failure(ran, problem, seedToken(plan));
  }

  private Failure explain(Runner ran, Plan plan) {
    Problem problem = ran.problem();
    long[] steps = ran.steps();
    if (problem.kind() != FailureKind.NONDETERMINISM && problem.kind() != FailureKind.LIVELOCK) {
      steps = new Minimizer(ran, limits, problem, steps).minimize();
    }
    String schedule = StepLog.schedule(steps).encode();
    String engine = problem.kind() == FailureKind.LIVELOCK ? ENDLESS : SCHEDULE;
    ReplayToken token = new ReplayToken(scenario().name(), engine, schedule);
    if (token.toString().length() > SHORT_TOKEN) {
      token = seedToken(plan);
      ran.run(plan.strategy().sampler(plan), true);
    } else {
      ran.run(new Replayer(steps), true);
    }
    return failure(ran, ran.problem() == null ? problem : ran.problem(), token);
  }

  private ReplayToken seedToken(Plan plan) {
    return new ReplayToken(scenario().name(), plan.strategy().engine(), plan.encode());
  }

  /** Runs exactly the execution of a token. */
  void replay(ReplayToken token) {
    Strategy strategy = Strategy.ofEngine(token.engine());
    Chooser chooser =
        strategy == null
            ? new Replayer(packed(Schedule.decode(token.payload())))
            : strategy.sampler(Plan.decode(strategy, token.payload()));
    try (Runner opened = new Runner(setting, limits, options.threads())) {
      runner = opened;
      if (opened.run(chooser, true)) {
        executions++;
        blocked += opened.leftWaiting() ? 1 : 0;
        if (opened.problem() != null) {
          failure = failure(opened, opened.problem(), token);
        }
      }
    }
  }

  private static long[] packed(Schedule schedule) {
    return schedule.steps().stream().mapToLong(step -> step.packed()).toArray();
  }

  private Scenario scenario() {
    return setting.scenario();
  }

  private Failure failure(Runner ran, Problem problem, ReplayToken token) {
    return new Failure(
        scenario().name(),
        problem.kind(),
        problem.message(),
        token,
        scenario().processes().stream().map(Scenario.Process::name).toList(),
        ran.events(),
        problem.cause());
  }

  /** Gives up on an execution in which a body does not come back. */
  void abandon(Problem problem) {
    failure =
        new Failure(
            scenario().name(),
            problem.kind(),
            problem.message(),
            new ReplayToken(scenario().name(), SCHEDULE, ""),
            scenario().processes().stream().map(Scenario.Process::name).toList(),
            List.of(),
            problem.cause());
  }
}
