package dev.sharelock.model.run;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Execution;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.Likeness;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.Optional;

/**
 * The exhaustive engine with failures in their simplest form. What fails under sequential
 * consistency already becomes a schedule, which real processes can follow as well.
 */
final class MinimizingEngine implements Engine {
  /** How much of a smaller scenario is looked at; not a time, so that it is always the same. */
  private static final Budget SMALL = new Budget(Duration.ofDays(1), 20_000, Budget.QUICK.steps());

  private final ExhaustiveEngine engine;

  MinimizingEngine(ExhaustiveEngine engine) {
    this.engine = engine;
  }

  @Override
  public Verdict check(Scenario scenario, Budget budget, Progress progress) {
    Verdict verdict = engine.check(scenario, budget, progress);
    Optional<Failure> failure = verdict.failure().map(found -> simplest(scenario, found, progress));
    return verdict.with(failure);
  }

  private Failure simplest(Scenario scenario, Failure found, Progress progress) {
    Scenario smallest = scenario;
    Failure failure = found;
    while (smallest.smaller().isPresent()) {
      Scenario smaller = smallest.smaller().get();
      progress.enters("minimising: does it fail in " + smaller.name());
      Optional<Failure> same =
          ExhaustiveEngine.under(engine.model())
              .check(smaller, SMALL, progress)
              .failure()
              .filter(other -> Likeness.alike(found, other));
      if (same.isEmpty()) {
        break;
      }
      smallest = smaller;
      failure = same.get();
    }
    Failure simple = engine.minimize(smallest, failure, progress);
    progress.enters("minimising as a schedule");
    return Interleaving.of(smallest, simple).orElse(simple);
  }

  @Override
  public Verdict replay(Scenario scenario, ReplayToken token) {
    return engine.replay(scenario, token);
  }

  @Override
  public Optional<Execution> execution(Scenario scenario, long number) {
    return engine.execution(scenario, number);
  }

  @Override
  public Execution execution(Scenario scenario, ReplayToken token) {
    return engine.execution(scenario, token);
  }
}
