package dev.sharelock.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Execution;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executions by their number and by their token, whether they fail or not. */
class ExecutionsTest {
  private static Engine engine(String name) {
    EngineSettings settings = EngineSettings.of(Seed.parse("1"), MemoryModel.RC11);
    return Engines.standard().named(name).create(settings);
  }

  private static Scenario scenario(String name) {
    return Catalogue.installed().get(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sampling", "exhaustive"})
  void theTokenLeadsToTheSameExecution(String name) {
    Scenario scenario = scenario("ring.one-frame");
    for (long number = 1; number <= 20; number++) {
      Execution execution = engine(name).execution(scenario, number).orElseThrow();
      assertThat(execution.failure()).isEmpty();
      Engine replaying =
          Engines.standard().writerOf(execution.token()).forReplay(execution.token());
      Execution again = replaying.execution(scenario, execution.token());
      assertThat(again.events()).isEqualTo(execution.events());
      assertThat(replaying.replay(scenario, execution.token()).failure()).isEmpty();
    }
  }

  @Test
  void allExecutionsOfTheExhaustiveEngineAreDifferentAndCounted() {
    Scenario scenario = scenario("ring.one-frame");
    Set<String> tokens = new HashSet<>();
    for (long number = 1; number <= 28; number++) {
      Execution execution = engine("exhaustive").execution(scenario, number).orElseThrow();
      tokens.add(execution.token().toString());
    }
    assertThat(tokens).hasSize(28);
    assertThat(engine("exhaustive").execution(scenario, 29)).isEmpty();
  }

  @Test
  void whatFailsIsCountedAndShownAsItIs() {
    Scenario scenario = scenario("specimen.no-second-look");
    Execution first = engine("exhaustive").execution(scenario, 1).orElseThrow();
    Execution second = engine("exhaustive").execution(scenario, 2).orElseThrow();
    assertThat(first.token()).isNotEqualTo(second.token());
    assertThat(first.failure().isPresent() || second.failure().isPresent()).isTrue();
  }
}
