package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancelled waits on the exhaustive engine. */
class CancellationScenariosTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(1), Long.MAX_VALUE, 20_000);
  private static final ExhaustiveEngine ENGINE = ExhaustiveEngine.under(MemoryModel.RC11);

  private static Scenario scenario(String name) {
    return Catalogue.installed().get("cancellation." + name);
  }

  @Test
  void theHookEndsTheWaitInEveryExecution() {
    Verdict verdict = ENGINE.check(scenario("consumer"), WHOLE, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    assertThat(verdict.executions()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"without-poll-period", "without-passing-on"})
  void everyMutantIsCaughtAndItsTokenRepeatsIt(String name) {
    Scenario mutant = scenario(name);
    Failure failure = ENGINE.check(mutant, WHOLE, Progress.NONE).failure().orElseThrow();
    assertThat(mutant.mustFailWith()).as(failure.message()).contains(failure.kind());
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again = ENGINE.replay(mutant, token).failure().orElseThrow();
    assertThat(again.message()).isEqualTo(failure.message());
  }
}
