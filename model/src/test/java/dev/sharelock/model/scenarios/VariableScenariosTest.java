package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.specimens.ValueSpecimens;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Variables, their mutants and the published defects of transactions on the exhaustive engine. */
class VariableScenariosTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(5), Long.MAX_VALUE, 20_000);

  private static Verdict explore(MemoryModel model, Scenario scenario) {
    return ExhaustiveEngine.under(model).check(scenario, WHOLE, Progress.NONE);
  }

  /** A number that changes says that variable, allocator or engine has changed: find out which. */
  @ParameterizedTest
  @CsvSource({
    "variable.replace-while-read, 144",
    "variable.failed-replacement, 144",
    "variable.broken-transaction, 54836",
    "variable.writer-killed, 14",
    "variable.owner-killed, 18",
    "variable.reader-killed, 59584"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    Verdict verdict = explore(MemoryModel.RC11, Catalogue.installed().get(name));
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    assertThat(verdict.executions()).isEqualTo(executions);
  }

  static Stream<Scenario> broken() {
    return Stream.concat(new VariableMutants().scenarios(), new ValueSpecimens().scenarios());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void everyMutantAndSpecimenIsCaughtAndItsTokenRepeatsIt(Scenario scenario) {
    Verdict verdict = explore(MemoryModel.RC11, scenario);
    Failure failure = verdict.failure().orElseThrow();
    assertThat(scenario.mustFailWith()).as(failure.message()).contains(failure.kind());
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again =
        ExhaustiveEngine.under(MemoryModel.RC11).replay(scenario, token).failure().orElseThrow();
    assertThat(again.kind()).isEqualTo(failure.kind());
    assertThat(again.message()).isEqualTo(failure.message());
  }

  static Stream<Scenario> weakOnly() {
    return broken().filter(Scenario::needsWeakMemory);
  }

  /** Otherwise it would not need weak memory, and the sampling engine should find it. */
  @ParameterizedTest
  @MethodSource("weakOnly")
  void whatNeedsWeakMemoryPassesWithoutIt(Scenario scenario) {
    Verdict verdict = explore(MemoryModel.SC, scenario);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
  }
}
