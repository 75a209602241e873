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

/** Multicasts and their mutants on the exhaustive engine. */
class MulticastScenariosTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(1), Long.MAX_VALUE, 20_000);
  private static final ExhaustiveEngine ENGINE = ExhaustiveEngine.under(MemoryModel.RC11);

  static Stream<Scenario> mutants() {
    return Catalogue.installed().all().stream()
        .filter(scenario -> scenario.name().startsWith("multicast."))
        .filter(scenario -> scenario.exhaustible() && !scenario.mustFailWith().isEmpty());
  }

  /** A number that changes says that the multicast, the queue or the engine has changed. */
  @ParameterizedTest
  @CsvSource({
    "multicast.begins-while-publishing, 122",
    "multicast.succeeds-the-dead, 1078",
    "multicast.subscriber-killed-small, 779",
    "multicast.drops-or-takes, 1373",
    "multicast.leaves-while-waited-for, 14",
    "multicast.comes-again, 76",
    "multicast.conflates-or-takes, 104",
    "multicast.conflating-killed, 51",
    "multicast.publisher-killed-small, 480",
    "multicast.ends-while-begun, 754",
    "multicast.ending-killed, 18",
    "multicast.zombie-subscribes, 4",
    "multicast.zombie-publishes, 6038",
    "multicast.blocks-conflates-or-takes, 53",
    "multicast.blocks-drops-or-takes, 72",
    "multicast.blocks-succeeds-the-dead, 15494",
    "multicast.blocks-publisher-killed-small, 45",
    "multicast.blocks-subscriber-killed-small, 9698",
    "multicast.blocks-ends, 17364"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    Scenario scenario = Catalogue.installed().get(name);
    Verdict verdict = ENGINE.check(scenario, WHOLE, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    assertThat(verdict.executions()).isEqualTo(executions);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void everyMutantIsCaughtAndItsTokenRepeatsIt(Scenario mutant) {
    Failure failure = ENGINE.check(mutant, WHOLE, Progress.NONE).failure().orElseThrow();
    assertThat(mutant.mustFailWith()).as(failure.message()).contains(failure.kind());
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again = ENGINE.replay(mutant, token).failure().orElseThrow();
    assertThat(again.message()).isEqualTo(failure.message());
  }
}
