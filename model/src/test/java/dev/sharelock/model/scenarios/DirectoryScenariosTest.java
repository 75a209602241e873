package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios of the directory that are exhausted, with the number of their executions. */
class DirectoryScenariosTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(2), Long.MAX_VALUE, 20_000);

  @ParameterizedTest
  @CsvSource({"directory.initialiser-killed, 2231", "directory.waiter-is-woken, 112"})
  void everyExecutionPasses(String name, long executions) {
    Verdict verdict =
        ExhaustiveEngine.under(MemoryModel.RC11)
            .check(Catalogue.installed().get(name), WHOLE, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    assertThat(verdict.executions()).isEqualTo(executions);
  }
}
