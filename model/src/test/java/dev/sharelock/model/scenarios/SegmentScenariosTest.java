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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Segments and their mutants on the exhaustive engine. */
class SegmentScenariosTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(5), Long.MAX_VALUE, 20_000);

  private static Verdict explore(Scenario scenario) {
    return ExhaustiveEngine.under(MemoryModel.RC11).check(scenario, WHOLE, Progress.NONE);
  }

  /** A number that changes says that segments, allocator or engine have changed: find out which. */
  @ParameterizedTest
  @CsvSource({
    "segment.send-and-receive, 4352",
    "segment.take-back-against-receive, 2048",
    "segment.sender-killed, 17866",
    "segment.receiver-killed, 25264"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    Verdict verdict = explore(Catalogue.installed().get(name));
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    assertThat(verdict.executions()).isEqualTo(executions);
  }

  static Stream<Scenario> mutants() {
    return new SegmentMutants().scenarios();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void everyMutantIsCaughtAndItsTokenRepeatsIt(Scenario scenario) {
    Failure failure = explore(scenario).failure().orElseThrow();
    assertThat(scenario.mustFailWith()).as(failure.message()).contains(failure.kind());
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again =
        ExhaustiveEngine.under(MemoryModel.RC11).replay(scenario, token).failure().orElseThrow();
    assertThat(again.kind()).isEqualTo(failure.kind());
    assertThat(again.message()).isEqualTo(failure.message());
  }
}
