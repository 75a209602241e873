package dev.sharelock.model.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Runs scenarios in both engines and collects what comes out. */
final class Outcomes {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(1), 1_000_000, 5_000);
  private static final Budget SOME = new Budget(Duration.ofMinutes(1), 2_000, 5_000);
  private static final long SEED = 7;

  /** What the executions of a scenario end with, and how many there are. */
  record Found(Set<String> outcomes, long executions) {}

  private Outcomes() {}

  /** All outcomes under a model; the outcome is read off the end by a function. */
  static Found all(
      MemoryModel model, Scenario.Builder scenario, Function<EndState, String> outcome) {
    return run(ExhaustiveEngine.under(model), WHOLE, scenario, outcome);
  }

  /** The outcomes that sampling meets. */
  static Set<String> sampled(Scenario.Builder scenario, Function<EndState, String> outcome) {
    return run(new SamplingEngine(SEED), SOME, scenario, outcome).outcomes();
  }

  private static Found run(
      Engine engine, Budget budget, Scenario.Builder scenario, Function<EndState, String> outcome) {
    Set<String> outcomes = new TreeSet<>();
    scenario.atEnd("outcome", end -> outcomes.add(outcome.apply(end)));
    Verdict verdict = engine.check(scenario.build(), budget, Progress.NONE);
    assertThat(verdict.failure().map(Failure::message)).isEmpty();
    return new Found(outcomes, verdict.executions());
  }

  /** An engine finds nothing wrong. */
  static void passes(Engine engine, Scenario scenario) {
    Budget budget = engine instanceof SamplingEngine ? SOME : WHOLE;
    Verdict verdict = engine.check(scenario, budget, Progress.NONE);
    assertThat(verdict.failure().map(Failure::message)).as(verdict.engine()).isEmpty();
    assertThat(verdict.executions()).isPositive();
  }

  /** The failure that an engine finds, which its token must bring back. */
  static Failure failure(Engine engine, Scenario scenario, FailureKind kind) {
    Verdict verdict = engine.check(scenario, WHOLE, Progress.NONE);
    assertThat(verdict.failure()).as(verdict.engine() + " on " + scenario).isPresent();
    Failure failure = verdict.failure().get();
    assertThat(failure.kind()).as(failure.message()).isEqualTo(kind);
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again = engine.replay(scenario, token).failure().orElseThrow();
    assertThat(again.kind()).isEqualTo(kind);
    if (kind != FailureKind.LIVELOCK) { // the number of steps is that of the budget
      assertThat(again.message()).isEqualTo(failure.message());
    }
    return failure;
  }

  /** The engines by which a scenario must be judged alike. */
  static Set<Engine> both() {
    return Set.of(ExhaustiveEngine.under(MemoryModel.RC11), new SamplingEngine(SEED));
  }
}
