package dev.sharelock.model.sampling;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.sampling.schedule.Schedule;
import dev.sharelock.model.scenario.Leeway;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Execution;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Explores a scenario by sampling: every execution follows from a seed of its own. Processes are
 * chosen at random, by probabilistic concurrency testing (Burckhardt et al., A Randomized Scheduler
 * with Probabilistic Guarantees of Finding Bugs, ASPLOS 2010) and by partial order sampling; where
 * processes may be killed, every step of every victim is swept. In some executions reads may be
 * stale, as far as the orderings of the accesses allow it; in the others memory is sequentially
 * consistent, and data races show nevertheless, by happens-before.
 */
public final class SamplingEngine implements Engine {
  private static final long LOOK_MILLIS = 20;
  private static final Duration REPLAY_TIME = Duration.ofMinutes(1);
  private static final Duration SAMPLING_TIME = Duration.ofHours(1);

  private final SamplingOptions options;

  /** An engine with the usual options. */
  public SamplingEngine(long seed) {
    this(SamplingOptions.ofSeed(seed));
  }

  public SamplingEngine(SamplingOptions options) {
    this.options = options;
  }

  /** Whether this engine reads tokens of this engine name. */
  public static boolean reads(String engine) {
    return Tokens.reads(engine);
  }

  @Override
  public Verdict check(Scenario scenario, Budget budget, Progress progress) {
    Limits limits = new Limits(budget.steps());
    SamplingRun run = new SamplingRun(setting(scenario, false), limits, options);
    return watch(scenario, run, limits, budget.time(), () -> run.check(budget, progress));
  }

  @Override
  public Verdict replay(Scenario scenario, ReplayToken token) {
    return rerun(scenario, token, new Recording[1]);
  }

  /**
   * Follows an execution that another engine has found.
   *
   * @return the failure in its simplest form, if the execution fails here as well, with a schedule
   *     as its token
   */
  public Optional<Failure> follow(Scenario scenario, Failure failure) {
    Limits limits = new Limits(Budget.QUICK.steps());
    SamplingRun run = new SamplingRun(setting(scenario, false), limits, options);
    Verdict verdict = watch(scenario, run, limits, REPLAY_TIME, () -> run.follow(failure));
    return verdict.failure();
  }

  /** Runs exactly the execution of a token and keeps all that happens in it. */
  public Recording record(Scenario scenario, ReplayToken token) {
    Recording[] recording = new Recording[1];
    Verdict verdict = rerun(scenario, token, recording);
    return complete(scenario, verdict, recording[0]);
  }

  /** Runs the first execution of the seed, whatever comes of it, and keeps what happens in it. */
  public Recording sample(Scenario scenario) {
    Limits limits = new Limits(Budget.QUICK.steps());
    SamplingRun run = new SamplingRun(setting(scenario, false), limits, options);
    Verdict verdict = watch(scenario, run, limits, REPLAY_TIME, run::sample);
    return complete(scenario, verdict, run.recording());
  }

  @Override
  public Optional<Execution> execution(Scenario scenario, long number) {
    Limits limits = new Limits(Budget.QUICK.steps());
    SamplingRun run = new SamplingRun(setting(scenario, false), limits, options);
    Verdict ignored = watch(scenario, run, limits, SAMPLING_TIME, () -> run.sample(number));
    return Optional.ofNullable(run.recording())
        .map(recording -> execution(scenario, run.token(), recording));
  }

  @Override
  public Execution execution(Scenario scenario, ReplayToken token) {
    return execution(scenario, token, record(scenario, token));
  }

  private static Execution execution(Scenario scenario, ReplayToken token, Recording recording) {
    List<String> names = scenario.processes().stream().map(Scenario.Process::name).toList();
    return new Execution(token, names, recording.events(), recording.failure());
  }

  private Verdict rerun(Scenario scenario, ReplayToken token, Recording[] recording) {
    if (!reads(token.engine())) {
      throw new IllegalArgumentException(
          "token is not of the sampling engine: engine="
              + token.engine()
              + "; do: replay it with the engine that printed it");
    }
    if (!token.scenario().equals(scenario.name())) {
      throw new IllegalArgumentException(
          "token is of another scenario: token="
              + token.scenario()
              + ", scenario="
              + scenario.name()
              + "; do: replay it with the scenario that it names");
    }
    Tokens.requireFits(token, scenario.processes().size());
    Limits limits = new Limits(Tokens.limit(token));
    SamplingRun run = new SamplingRun(setting(scenario, Tokens.wakesAny(token)), limits, options);
    Verdict verdict = watch(scenario, run, limits, REPLAY_TIME, () -> run.replay(token));
    recording[0] = run.recording();
    return withoutSeed(verdict);
  }

  private static Recording complete(Scenario scenario, Verdict verdict, Recording recording) {
    if (recording == null) {
      String why = verdict.failure().map(Failure::message).orElse("the time is over");
      throw new IllegalStateException(
          "execution did not come to an end: scenario=" + scenario.name() + ", why=" + why);
    }
    return recording;
  }

  /** A replay follows from its token alone. */
  private static Verdict withoutSeed(Verdict verdict) {
    return new Verdict(
        verdict.scenario(),
        verdict.engine(),
        verdict.failure(),
        verdict.executions(),
        verdict.blocked(),
        verdict.exhausted(),
        "",
        verdict.bounds(),
        verdict.time());
  }

  private static void requirePossible(Scenario scenario) {
    Set<String> names = new HashSet<>();
    scenario.processes().forEach(process -> names.add(process.name()));
    if (names.size() > Schedule.MAX_PROCESSES) {
      throw new IllegalArgumentException(
          "scenario has too many processes: scenario="
              + scenario.name()
              + ", processes="
              + names.size()
              + ", limit="
              + Schedule.MAX_PROCESSES
              + "; do: make it smaller");
    }
    for (String victim : scenario.faults().victims()) {
      if (!names.contains(victim)) {
        throw new IllegalArgumentException(
            "victim is no process of the scenario: scenario="
                + scenario.name()
                + ", victim="
                + victim
                + "; do: name one of "
                + names);
      }
    }
  }

  private Setting setting(Scenario scenario, boolean wakesAny) {
    requirePossible(scenario);
    CellNames names = CellNames.of(scenario);
    try {
      boolean any = wakesAny || options.anyWaiter() || scenario.faults().allows(Leeway.ANY_SLEEPER);
      return new Setting(scenario, names, Ground.of(scenario, names), any);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "set-up failed: scenario=" + scenario.name() + "; do: see the cause", e);
    }
  }

  /** Runs the work on a thread of its own, ends it in time, and notices a body that hangs. */
  private Verdict watch(
      Scenario scenario, SamplingRun run, Limits limits, Duration time, Runnable work) {
    long start = System.nanoTime();
    Throwable[] thrown = new Throwable[1];
    Thread worker =
        Thread.ofPlatform()
            .daemon()
            .name("sharelock-sampling")
            .unstarted(
                () -> {
                  try {
                    work.run();
                  } catch (Throwable e) {
                    thrown[0] = e;
                  }
                });
    worker.start();
    await(worker, run, limits, start + time.toNanos());
    if (thrown[0] != null) {
      throw new IllegalStateException(
          "engine failed: scenario=" + scenario.name() + "; do: report this", thrown[0]);
    }
    return verdict(scenario, run, Duration.ofNanos(System.nanoTime() - start));
  }

  private void await(Thread worker, SamplingRun run, Limits limits, long end) {
    long lastBeat = -1;
    long lastChange = System.nanoTime();
    try {
      while (!worker.join(Duration.ofMillis(LOOK_MILLIS))) {
        long now = System.nanoTime();
        if (now - end >= 0) {
          limits.expire();
        }
        if (limits.heartbeat() != lastBeat) {
          lastBeat = limits.heartbeat();
          lastChange = now;
        } else if (now - lastChange > options.patience().toNanos() && run.current() != null) {
          SimulatedProcess process = run.current();
          run.abandon(Runner.blocked(process, process.worker.thread().getStackTrace()));
          return;
        }
      }
    } catch (InterruptedException e) {
      limits.expire();
      Thread.currentThread().interrupt();
    }
  }

  private Verdict verdict(Scenario scenario, SamplingRun run, Duration time) {
    Failure failure = run.failure();
    String bounds =
        (options.weakMemory() ? "some stale reads" : "sequentially consistent memory")
            + ", random, pct3 and pos schedules"
            + (run.deaths().isEmpty() ? "" : ", " + run.deaths())
            + (run.rechecks() == 0 ? "" : ", " + run.rechecks() + " executions repeated and equal")
            + "; not explored: other stale reads, other schedules";
    return new Verdict(
        scenario.name(),
        "sampling",
        Optional.ofNullable(failure),
        run.executions(),
        run.blocked(),
        false,
        String.format(Locale.ROOT, "0x%016x", options.seed()),
        bounds,
        time);
  }
}
