package dev.sharelock.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import java.time.Duration;

/** Checks of small scenarios with a fixed seed. */
final class Sampled {
  static final Budget SMALL = new Budget(Duration.ofSeconds(60), 2_000, 20_000);

  private Sampled() {}

  static Verdict check(Scenario scenario) {
    return new SamplingEngine(42).check(scenario, SMALL, Progress.NONE);
  }

  static void passes(Scenario scenario) {
    Verdict verdict = check(scenario);
    assertThat(verdict.failure().map(Failure::message)).as(scenario.name()).isEmpty();
    assertThat(verdict.executions()).isEqualTo(SMALL.executions());
  }

  static Failure fails(Scenario scenario, FailureKind kind) {
    return fails(scenario, kind, SamplingOptions.ofSeed(42));
  }

  /** Expects a failure whose token repeats it exactly, on both kinds of threads. */
  static Failure fails(Scenario scenario, FailureKind kind, SamplingOptions options) {
    Verdict verdict = new SamplingEngine(options).check(scenario, SMALL, Progress.NONE);
    assertThat(verdict.failure()).as(scenario.name()).isPresent();
    Failure failure = verdict.failure().get();
    assertThat(failure.kind()).as(failure.message()).isEqualTo(kind);
    for (ThreadKind threads : ThreadKind.values()) {
      Failure again =
          new SamplingEngine(options.on(threads))
              .replay(scenario, failure.token())
              .failure()
              .orElseThrow();
      assertThat(again.kind()).as(again.message()).isEqualTo(kind);
      assertThat(again.message()).isEqualTo(failure.message());
      assertThat(again.events()).isEqualTo(failure.events());
    }
    return failure;
  }
}
