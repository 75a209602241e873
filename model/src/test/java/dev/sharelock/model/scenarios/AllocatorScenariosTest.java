package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The allocator, its mutants and the published defects of allocators on the exhaustive engine. */
class AllocatorScenariosTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(1), Long.MAX_VALUE, 20_000);

  private static Verdict explore(Scenario scenario) {
    return ExhaustiveEngine.under(MemoryModel.RC11).check(scenario, WHOLE, Progress.NONE);
  }

  /** A number that changes says that the allocator or the engine has changed: find out which. */
  @ParameterizedTest
  @CsvSource({
    "load-against-recycling, 20",
    "load-against-keeping, 88",
    "id-is-never-revived, 20",
    "two-allocate, 16",
    "one-chunk-for-two, 128",
    "give-back-against-allocate, 4672",
    "ticket-arrives, 816",
    "cancel-against-accept, 32",
    "load-of-what-was-sent, 56",
    "leaving, 52",
    "loader-killed, 56",
    "sender-killed-alone, 12",
    "sender-killed, 386",
    "taker-killed, 64",
    "recoverers-compete, 419",
    "recovery-against-load, 272",
    "recoverer-killed, 58",
    "settler-killed, 19984",
    "two-die, 543",
    "allocator-killed, 13",
    "keeper-killed, 20",
    "run-former-killed, 16",
    "giver-killed, 15",
    "leaver-killed, 16"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    Verdict verdict = explore(Catalogue.installed().get("allocator." + name));
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    assertThat(verdict.executions()).isEqualTo(executions);
  }
}
