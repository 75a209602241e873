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
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The doorbell and the requests over it, exhausted. */
class DoorbellScenariosTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(5), Long.MAX_VALUE, 20_000);

  private static Verdict explore(MemoryModel model, Scenario scenario) {
    return ExhaustiveEngine.under(model).check(scenario, WHOLE, Progress.NONE);
  }

  /** A number that changes says that the structure or the engine has changed: find out which. */
  @ParameterizedTest
  @CsvSource({"doorbell.one-producer, 111", "doorbell.scarce-slots, 16", "request.one-call, 1221"})
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    Verdict verdict = explore(MemoryModel.RC11, Catalogue.installed().get(name));
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    assertThat(verdict.executions()).isEqualTo(executions);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doorbell.without-light-fence",
        "doorbell.without-heavy-fence",
        "doorbell.without-owner-update"
      })
  void everyMutantIsCaughtAndItsTokenRepeatsIt(String name) {
    Scenario scenario = Catalogue.installed().get(name);
    Failure failure = explore(MemoryModel.RC11, scenario).failure().orElseThrow();
    assertThat(scenario.mustFailWith()).contains(failure.kind());
    Failure again =
        ExhaustiveEngine.under(MemoryModel.RC11)
            .replay(scenario, failure.token())
            .failure()
            .orElseThrow();
    assertThat(again.message()).isEqualTo(failure.message());
  }
}
