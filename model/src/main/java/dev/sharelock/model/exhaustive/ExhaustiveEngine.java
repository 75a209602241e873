package dev.sharelock.model.exhaustive;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.engine.Estimate;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Unfinished;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Execution;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks at every execution of a scenario under a memory model, once each up to the order of
 * independent steps.
 *
 * <p>Invariants are looked at in every state of each sequentially consistent execution, and at the
 * end of the others; checks at the end, in every execution; data races, deadlocks and exceptions
 * wherever they occur.
 */
public final class ExhaustiveEngine implements Engine {
  private static final long ESTIMATION_NANOS = 1_000_000_000;
  private static final long REPORT_NANOS = 50_000_000;

  private final MemoryModel model;
  private final int workers;
  private final Checkpoints checkpoints;
  private final boolean estimates;
  private final Reductions reductions;

  private ExhaustiveEngine(
      MemoryModel model,
      int workers,
      Checkpoints checkpoints,
      boolean estimates,
      Reductions reductions) {
    this.model = model;
    this.workers = workers;
    this.checkpoints = checkpoints;
    this.estimates = estimates;
    this.reductions = reductions;
  }

  /** An engine for a memory model, with one worker. */
  public static ExhaustiveEngine under(MemoryModel model) {
    return new ExhaustiveEngine(model, 1, Checkpoints.NONE, false, Reductions.NONE);
  }

  /**
   * The same engine with another number of threads that explore. The verdict is the same for each,
   * unless the budget ends the exploration.
   */
  public ExhaustiveEngine withWorkers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "nobody would explore: workers=" + count + "; do: use at least 1");
    }
    return new ExhaustiveEngine(model, count, checkpoints, estimates, reductions);
  }

  /** The same engine, which keeps unfinished explorations or goes on with one. */
  public ExhaustiveEngine withCheckpoints(Checkpoints other) {
    return new ExhaustiveEngine(model, workers, other, estimates, reductions);
  }

  /** The same engine, which first tells the progress how many executions there seem to be. */
  public ExhaustiveEngine estimating(boolean whether) {
    return new ExhaustiveEngine(model, workers, checkpoints, whether, reductions);
  }

  /**
   * The same engine, which leaves out some executions. With a bound on preemptions it looks first
   * at all executions without any, then at all with one, and so on up to the bound, so that a
   * failure is found in an execution with the fewest.
   */
  public ExhaustiveEngine with(Reductions other) {
    other.requireSenseUnder(model);
    return new ExhaustiveEngine(model, workers, checkpoints, estimates, other);
  }

  /** The memory model. */
  public MemoryModel model() {
    return model;
  }

  /** The name of the engine in tokens, such as {@code rc11}. */
  public String name() {
    return model.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Verdict check(Scenario scenario, Budget budget, Progress progress) {
    long begin = System.nanoTime();
    Checkpoints kept = checkpoints;
    for (int bound = firstBound(scenario); bound < reductions.preemptions(); bound++) {
      Run run = new Run(scenario, rest(budget, begin), reductions.withPreemptions(bound));
      Verdict verdict = run.check(kept, Progress.NONE);
      if (verdict.failure().isPresent() || !verdict.exhausted()) {
        return verdict;
      }
      kept = kept.fromTheBeginning();
    }
    return new Run(scenario, rest(budget, begin), reductions).check(kept, progress);
  }

  /**
   * The bound on preemptions to begin with: what is bounded is explored with small bounds first.
   */
  private int firstBound(Scenario scenario) {
    if (!reductions.isBounded()) {
      return reductions.preemptions();
    }
    return checkpoints
        .resume(scenario.name())
        .map(file -> Checkpoints.subjectOf(file).reductions())
        .map(before -> Math.min(before.preemptions(), reductions.preemptions()))
        .orElse(0);
  }

  private static Budget rest(Budget budget, long begin) {
    Duration left = budget.time().minusNanos(System.nanoTime() - begin);
    Duration least = Duration.ofNanos(1);
    return new Budget(
        left.compareTo(least) < 0 ? least : left, budget.executions(), budget.steps());
  }

  @Override
  public Verdict replay(Scenario scenario, ReplayToken token) {
    if (!token.engine().equals(name())) {
      throw new IllegalArgumentException(
          "token is of another engine: token="
              + token
              + ", engine="
              + name()
              + "; do: replay it with the engine that is named in it");
    }
    return new Run(scenario, unbounded(token), Reductions.NONE).replay(token);
  }

  /**
   * Looks for a simpler execution that fails in the same way: under the strongest memory model,
   * with the fewest processes, faults, steps, stale reads and switches.
   *
   * @param failure what this engine has found
   * @return a failure whose token names the memory model; the same one if nothing can be simpler
   */
  public Failure minimize(Scenario scenario, Failure failure, Progress progress) {
    boolean repeatable =
        failure.kind() != FailureKind.NONDETERMINISM && !failure.events().isEmpty();
    return repeatable
        ? new Run(scenario, unbounded(failure.token()), Reductions.NONE).minimize(failure, progress)
        : failure;
  }

  private static Budget unbounded(ReplayToken token) {
    return new Budget(Duration.ofDays(1), Long.MAX_VALUE, FailureWriter.stepsOf(token));
  }

  @Override
  public Optional<Execution> execution(Scenario scenario, long number) {
    return new Run(scenario, Budget.QUICK, reductions).execution(number);
  }

  @Override
  public Execution execution(Scenario scenario, ReplayToken token) {
    return new Run(scenario, unbounded(token), Reductions.NONE).execution(token);
  }

  /** One check of one scenario. */
  private final class Run {
    private final Scenario scenario;
    private final Budget budget;
    private final Reductions left;
    private final long start = System.nanoTime();
    private long nextReport = start;
    private Locations locations;
    private Tally total = new Tally();
    private boolean exhausted;
    private boolean single;
    private CheckpointFiles files;
    private Optional<Unfinished> unfinished = Optional.empty();

    Run(Scenario scenario, Budget budget, Reductions left) {
      this.scenario = scenario;
      this.budget = budget;
      this.left = left;
    }

    /** The memory model. */
    public MemoryModel model() {
      return model;
    }

    private ExplorationOptions options() {
      return ExplorationOptions.of(model)
          .stoppingAtRace(true)
          .withSteps(budget.steps())
          .withWorkers(workers)
          .withReductions(left);
    }

    private ScenarioWorld world() {
      return new ScenarioWorld(scenario, options(), locations);
    }

    private ExecutionGraph root() {
      byte[] memory = ScenarioWorld.setUp(scenario);
      locations = new Locations(scenario.processes().size(), memory, scenario.racyData());
      return new ExecutionGraph(scenario.processes().size(), locations);
    }

    Verdict check(Checkpoints kept, Progress progress) {
      try {
        requireRepeatable(root());
        ExecutionGraph root = root();
        if (estimates) {
          estimate(root, progress);
        }
        files = new CheckpointFiles(kept, heading(), name());
        Part first = files.resume(root, world().explorer()).orElseGet(() -> Part.of(root));
        Search search = new Search(() -> world().explorer(), workers, first, budget.executions());
        Tally before = search.total();
        search.run(() -> watch(search, progress, before));
        return verdict(search, progress);
      } catch (ExplorationFailure inSetUp) {
        return verdict(Optional.of(FailureWriter.inSetUp(scenario, name(), inSetUp)));
      }
    }

    /** Runs the set-up and one execution twice. */
    private void requireRepeatable(ExecutionGraph graph) {
      if (!Arrays.equals(locations.initialMemory(), ScenarioWorld.setUp(scenario))) {
        throw ExplorationFailure.unrepeated("the set-up has left another memory");
      }
      Explorer explorer = world().explorer();
      try {
        explorer.grow(graph);
      } catch (ExplorationFailure other) {
        return; // the exploration comes upon it as well
      }
      explorer.requireRepeatable();
    }

    private void estimate(ExecutionGraph root, Progress progress) {
      long limit = start + Math.min(ESTIMATION_NANOS, budget.time().toNanos() / 10);
      Estimator estimator = new Estimator(world().explorer());
      Estimate estimate =
          estimator.estimate(
              root, () -> System.nanoTime() < limit && !checkpoints.interrupted().getAsBoolean());
      if (estimate.samples() > 0) {
        progress.expects(estimate);
      }
    }

    private Checkpoint.Heading heading() {
      return CheckpointFiles.heading(scenario, options(), locations.initialMemory());
    }

    private boolean watch(Search search, Progress progress, Tally before) {
      long now = System.nanoTime();
      if (now >= nextReport) {
        nextReport = now + REPORT_NANOS;
        long executions = before.executions + before.blocked + search.executions();
        progress.report(executions, before.done + search.done());
      }
      files.saveIfDue(search, now);
      return now - start < budget.time().toNanos() && !files.isInterrupted();
    }

    private Verdict verdict(Search search, Progress progress) {
      total = search.total();
      progress.report(total.executions + total.blocked, total.done);
      if (search.failing() != null) {
        files.discard(); // its token leads to it at once
        return verdict(Optional.of(report(search.failing())));
      }
      exhausted = search.isExhausted();
      if (exhausted) {
        files.discard();
      } else {
        unfinished = Optional.of(new Unfinished(Math.min(total.done, 1), files.save(search)));
      }
      return verdict(Optional.empty());
    }

    Verdict replay(ReplayToken token) {
      single = true;
      try {
        ExecutionGraph root = root();
        Explorer explorer = world().explorer();
        ExplorationFailure found = null;
        try {
          explorer.follow(root, FailureWriter.guideOf(token), total);
        } catch (ExplorationFailure failure) {
          found = failure;
        }
        int failing = explorer.running();
        ExplorationFailure unrepeated = unrepeated(explorer, found);
        if (unrepeated != null) {
          return verdict(
              Optional.of(FailureWriter.inSetUp(scenario, name(), unrepeated).by(token)));
        }
        return verdict(
            Optional.ofNullable(found)
                .map(failure -> report(new Part.Failing(failure, root, failing)))
                .map(failure -> failure.needing("fails under " + name())));
      } catch (ExplorationFailure inSetUp) {
        return verdict(Optional.of(FailureWriter.inSetUp(scenario, name(), inSetUp)));
      }
    }

    /** What is different when the execution is run again; null if nothing is. */
    private static ExplorationFailure unrepeated(Explorer explorer, ExplorationFailure found) {
      if (found != null && found.kind() == FailureKind.NONDETERMINISM) {
        return found;
      }
      try {
        explorer.requireRepeatable();
        return null;
      } catch (ExplorationFailure different) {
        return different;
      }
    }

    Failure minimize(Failure failure, Progress progress) {
      ExecutionGraph root = root();
      ScenarioWorld world = world();
      Guide guide = FailureWriter.guideOf(failure.token());
      try {
        world.explorer().follow(root, guide, total);
        throw ExplorationFailure.unrepeated("it failed once with: " + failure.message());
      } catch (ExplorationFailure found) {
        if (found.kind() != failure.kind()) {
          return FailureWriter.inSetUp(scenario, name(), found).by(failure.token());
        }
        Part.Failing failing = new Part.Failing(found, root, world.explorer().running());
        Minimization minimization = new Minimization(scenario, options(), locations, progress);
        Minimization.Result simplest = minimization.simplify(world, failing);
        String engine = under(simplest.model()).name();
        return FailureWriter.of(simplest.world(), engine, budget.steps())
            .write(simplest.failing())
            .needing(simplest.memory());
      }
    }

    Optional<Execution> execution(long number) {
      ExecutionGraph root = root();
      Part.Failing found = new Enumeration(world().explorer(), root).goTo(number);
      return Optional.ofNullable(found).map(writer()::execution);
    }

    Execution execution(ReplayToken token) {
      ExecutionGraph root = root();
      Explorer explorer = world().explorer();
      ExplorationFailure failure = null;
      try {
        explorer.follow(root, FailureWriter.guideOf(token), total);
      } catch (ExplorationFailure found) {
        failure = found;
      }
      return writer().execution(new Part.Failing(failure, root, explorer.running()));
    }

    private FailureWriter writer() {
      return FailureWriter.of(world(), name(), budget.steps());
    }

    private Failure report(Part.Failing found) {
      return writer().write(found);
    }

    private Verdict verdict(Optional<Failure> failure) {
      return new Verdict(
          scenario.name(),
          "exhaustive " + name(),
          failure,
          total.executions,
          total.blocked,
          exhausted,
          "",
          bounds(exhausted, failure.isPresent()),
          Duration.ofNanos(System.nanoTime() - start),
          unfinished);
    }

    private String bounds(boolean all, boolean failed) {
      return single
          ? "only the execution of the token"
          : new Bounds(scenario, name(), left).text(all, failed);
    }
  }
}
