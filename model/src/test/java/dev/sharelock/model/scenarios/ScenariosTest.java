package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All scenarios of the catalogue on the sampling engine, with a small budget and a fixed seed. */
class ScenariosTest {
  private static final long SEED = 20_26;
  private static final Budget BUDGET = new Budget(Duration.ofSeconds(20), 1_500, 5_000);

  /** A mistake may be rare; most are found in a few executions. */
  private static final Budget FOR_RARE = new Budget(Duration.ofSeconds(60), 200_000, 5_000);

  static Stream<Scenario> sound() {
    return Catalogue.installed().all().stream()
        .filter(scenario -> scenario.mustFailWith().isEmpty());
  }

  static Stream<Scenario> broken() {
    return Catalogue.installed().all().stream()
        .filter(scenario -> !scenario.mustFailWith().isEmpty())
        .filter(scenario -> !scenario.needsReordering());
  }

  @ParameterizedTest
  @MethodSource("sound")
  void soundScenariosPass(Scenario scenario) {
    Verdict verdict = new SamplingEngine(SEED).check(scenario, BUDGET, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.executions()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenScenariosAreCaughtAndTheirTokensRepeatThem(Scenario scenario) {
    Verdict verdict = new SamplingEngine(SEED).check(scenario, FOR_RARE, Progress.NONE);
    Failure failure = verdict.failure().orElseThrow();
    assertThat(scenario.mustFailWith()).contains(failure.kind());
    Failure again = new SamplingEngine(0).replay(scenario, failure.token()).failure().orElseThrow();
    assertThat(again.kind()).isEqualTo(failure.kind());
    assertThat(again.events()).isEqualTo(failure.events());
  }
}
