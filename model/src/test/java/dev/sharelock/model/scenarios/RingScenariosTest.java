package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The ring, its mutants and the published defects of rings on the exhaustive engine. */
class RingScenariosTest {
  private static Stream<Scenario> scenarios() {
    return Catalogue.installed().all().stream()
        .filter(scenario -> scenario.name().matches("(ring|specimen)[.].*"));
  }

  static Stream<Scenario> broken() {
    return scenarios().filter(scenario -> !scenario.mustFailWith().isEmpty());
  }

  static Stream<Scenario> weakOnly() {
    return broken()
        .filter(Scenario::needsWeakMemory)
        .filter(scenario -> scenario.faults().leeways().isEmpty());
  }

  /** A number that changes says that the ring or the engine has changed: find out which. */
  @ParameterizedTest
  @CsvSource({
    "ring.one-frame, 28",
    "ring.close, 2302",
    "ring.close-while-blocked, 21",
    "ring.attach-during-creation, 28",
    "ring.bystander, 1800",
    "ring.two-producers, 4",
    "ring.close-while-producer-blocked, 48",
    "ring.time-outs, 1187",
    "ring.both-blocked-small, 1844",
    "ring.wrap-around-small, 1844",
    "ring.batched-small, 476",
    "ring.frame-lengths-small, 84",
    "ring.slow-consumer-small, 240",
    "ring.producer-killed, 50669",
    "ring.producer-killed-small, 34",
    "ring.closer-killed-small, 46",
    "ring.creator-killed-small, 10",
    "ring.producer-replaced-small, 520",
    "ring.producer-succeeded-small, 9",
    "ring.consumer-killed-small, 354",
    "ring.consumer-replaced-small, 7341"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    EveryExecution.requireSound(name, executions);
  }

  @ParameterizedTest
  @CsvSource({"ring.blocked-consumer, 155301"})
  @EnabledIfSystemProperty(named = "sharelock.deep", matches = ".*")
  void largerScenariosHaveNoFailingExecution(String name, long executions) {
    EveryExecution.requireSound(name, executions);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void everyMutantAndSpecimenIsCaughtAndItsTokenRepeatsIt(Scenario scenario) {
    EveryExecution.requireCaught(scenario);
  }

  /** Otherwise it would not need weak memory, and the sampling engine should find it. */
  @ParameterizedTest
  @MethodSource("weakOnly")
  void whatNeedsWeakMemoryPassesWithoutIt(Scenario scenario) {
    Verdict verdict = EveryExecution.explore(MemoryModel.SC, scenario);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
  }

  @Test
  void storeBufferingShowsUnderStoreBuffers() {
    Scenario scenario = Catalogue.installed().get("specimen.store-buffering");
    assertThat(EveryExecution.explore(MemoryModel.TSO, scenario).failure()).isPresent();
  }
}
