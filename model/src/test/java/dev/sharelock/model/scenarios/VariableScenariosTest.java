package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.specimens.ValueSpecimens;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Variables, their mutants and the published defects of transactions on the exhaustive engine. */
class VariableScenariosTest {
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
    EveryExecution.requireSound(name, executions);
  }

  static Stream<Scenario> broken() {
    return Stream.concat(new VariableMutants().scenarios(), new ValueSpecimens().scenarios());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void everyMutantAndSpecimenIsCaughtAndItsTokenRepeatsIt(Scenario scenario) {
    EveryExecution.requireCaught(scenario);
  }

  static Stream<Scenario> weakOnly() {
    return broken().filter(Scenario::needsWeakMemory);
  }

  /** Otherwise it would not need weak memory, and the sampling engine should find it. */
  @ParameterizedTest
  @MethodSource("weakOnly")
  void whatNeedsWeakMemoryPassesWithoutIt(Scenario scenario) {
    Verdict verdict = EveryExecution.explore(MemoryModel.SC, scenario);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
  }
}
