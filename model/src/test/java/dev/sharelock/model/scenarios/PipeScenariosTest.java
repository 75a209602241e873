package dev.sharelock.model.scenarios;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipes, relays and their mutants on the exhaustive engine. */
class PipeScenariosTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(1), Long.MAX_VALUE, 20_000);

  static Stream<Scenario> mutants() {
    return Stream.of(new RelayMutants(), new RelayEndScenarios(), new PipeScenarios())
        .flatMap(ScenarioProvider::scenarios)
        .filter(scenario -> scenario.exhaustible() && !scenario.mustFailWith().isEmpty());
  }

  /** A number that changes says that the queue, the tickets or the engine have changed. */
  @ParameterizedTest
  @CsvSource({
    "pipe.succession, 14",
    "pipe.succession-for-room, 702",
    "pipe.server-leaves, 108",
    "pipe.one-server, 6",
    "pipe.client-killed, 25",
    "pipe.all-die-in-turn, 18550",
    "relay.passed, 1968",
    "relay.killed, 28",
    "relay.killed-when-full, 48",
    "relay.room-for-the-dead, 53",
    "relay.recoverer-killed, 1134",
    "relay.rivals, 3296",
    "relay.stages-of-one, 98330",
    "relay.end-passed, 12",
    "relay.end-comes-back, 18",
    "relay.end-given-back, 60648",
    "relay.end-killed, 6097",
    "relay.end-recovered, 28"
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
