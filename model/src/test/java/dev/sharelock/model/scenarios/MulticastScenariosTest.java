package dev.sharelock.model.scenarios;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.scenario.Scenario;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Multicasts and their mutants on the exhaustive engine. */
class MulticastScenariosTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(1), Long.MAX_VALUE, 20_000);

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
    "multicast.subscriber-killed-small, 729",
    "multicast.drops-or-takes, 1373",
    "multicast.leaves-while-waited-for, 20",
    "multicast.comes-again, 76",
    "multicast.conflates-or-takes, 82",
    "multicast.conflating-killed, 51",
    "multicast.publisher-killed-small, 389",
    "multicast.ends-while-begun, 754",
    "multicast.ending-killed, 18",
    "multicast.zombie-subscribes, 4",
    "multicast.zombie-publishes, 4564",
    "multicast.blocks-conflates-or-takes, 7661",
    "multicast.blocks-drops-or-takes, 2454",
    "multicast.blocks-succeeds-the-dead, 15494",
    "multicast.blocks-publisher-killed-small, 43",
    "multicast.blocks-heir-begins, 3652",
    "multicast.blocks-heir-killed, 59",
    "multicast.blocks-subscriber-killed-small, 54",
    "multicast.blocks-ends, 29132",
    "multicast.blocks-ends-for-the-slow, 503",
    "multicast.blocks-blocked-small, 1820",
    "multicast.blocks-dropped-small, 280",
    "multicast.blocks-conflated-small, 5940",
    "multicast.blocks-zombie-subscribes, 3946",
    "multicast.blocks-zombie-publishes, 2403"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    EveryExecution.requireSound(name, executions, WHOLE);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void everyMutantIsCaughtAndItsTokenRepeatsIt(Scenario mutant) {
    EveryExecution.requireCaught(mutant, WHOLE);
  }
}
