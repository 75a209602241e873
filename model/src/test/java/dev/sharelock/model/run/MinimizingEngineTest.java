package dev.sharelock.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of the exhaustive engine in their simplest form. */
class MinimizingEngineTest {
  private static final Budget BUDGET = new Budget(Duration.ofMinutes(5), 100_000, 20_000);
  private static final EngineFactory EXHAUSTIVE = new ExhaustiveFactory();

  static Stream<Scenario> broken() {
    return Catalogue.installed().all().stream()
        .filter(scenario -> scenario.name().matches("(ring|specimen)[.].*"))
        .filter(scenario -> !scenario.mustFailWith().isEmpty());
  }

  private static Failure find(Scenario scenario, Progress progress) {
    return EXHAUSTIVE
        .create(EngineSettings.of(Seed.parse("1"), MemoryModel.RC11))
        .check(scenario, BUDGET, progress)
        .failure()
        .orElseThrow();
  }

  private static Failure find(String scenario) {
    return find(Catalogue.installed().get(scenario), Progress.NONE);
  }

  /** What is printed here is what a user sees: shorter is better, longer is a defect. */
  @ParameterizedTest
  @CsvSource({
    "specimen.store-buffering, tso:B*9*A0001",
    "specimen.no-second-look, schedule:b2a5b3",
    "specimen.wake-on-full-edge, schedule:a4b3",
    "specimen.stateless-wrap, schedule:a4b4",
    "specimen.two-store-wrap, schedule:a2aKb7",
    "specimen.late-initialisation, schedule:a2b4a",
    "specimen.premature-time-out, schedule:ba4b5",
    "specimen.shutdown-without-change, schedule:a3b2a",
    "specimen.shared-credits, schedule:a11aKb8",
    "specimen.head-first, schedule:cab2c",
    "specimen.no-role, schedule:a2b2",
    "specimen.unordered-index, schedule:a2b4",
    "ring.without-light-fence, tso:B*14*A*9*1",
    "ring.without-close-fence, rc11:B*8*A*8*1*5*",
    "ring.without-format-release, rc11:A*9*B001",
    "ring.without-wake, schedule:b13a12",
    "ring.without-role-update, schedule:b3a6b3"
  })
  void leavesTheSimplestExecution(String scenario, String token) {
    assertThat(find(scenario).token()).hasToString("v1:" + scenario + ":" + token);
  }

  @ParameterizedTest
  @CsvSource({
    "specimen.shared-credits, fails under sc already",
    "specimen.store-buffering, needs tso: no execution under sc fails so",
    "ring.without-format-acquire, needs rc11: no execution under sc and tso fails so"
  })
  void saysWhichMemoryIsNeeded(String scenario, String memory) {
    assertThat(find(scenario).memory()).isEqualTo(memory);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void theTokenRepeatsItAndIsPrintedAgain(Scenario scenario) {
    Failure failure = find(scenario, Progress.NONE);
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again =
        Engines.standard()
            .writerOf(token)
            .forReplay(token)
            .replay(scenario, token)
            .failure()
            .orElseThrow();
    assertThat(again.kind()).isEqualTo(failure.kind());
    assertThat(again.message()).isEqualTo(failure.message());
    assertThat(again.token()).isEqualTo(failure.token());
    assertThat(again.events()).isEqualTo(failure.events());
  }

  /** Two processes race without the third, which is left out although it could run first. */
  @Test
  void processesThatTheFailureDoesNotNeedAreLeftOut() {
    Scenario scenario =
        Scenario.named("example.bystander")
            .process(
                "bystander",
                context -> {
                  context.memory().setLongVolatile(64, 1);
                  context.memory().getLongVolatile(128);
                })
            .process("writer", context -> context.memory().setLongVolatile(0, 1))
            .process(
                "reader",
                context ->
                    context.require(context.memory().getLongVolatile(0) == 0, "it has changed"))
            .build();
    Failure failure = find(scenario, Progress.NONE);
    assertThat(failure.token()).hasToString("v1:example.bystander:schedule:bc");
  }

  private static Scenario counters(int increments) {
    Body body =
        context -> {
          for (int i = 0; i < increments; i++) {
            long before = context.memory().getLongVolatile(0);
            context.memory().setLongVolatile(0, before + 1);
          }
        };
    Scenario.Builder scenario =
        Scenario.named("example.counters-" + increments)
            .process("one", body)
            .process("other", body)
            .atEnd(
                "both count",
                end ->
                    end.require(end.memory().getLongVolatile(0) == 2 * increments, "one is lost"));
    return increments == 1 ? scenario.build() : scenario.smaller(counters(increments - 1)).build();
  }

  @Test
  void theSmallestScenarioThatFailsInTheSameWayIsTold() {
    Scenario scenario = counters(3);
    Failure failure = find(scenario, Progress.NONE);
    assertThat(failure.token()).hasToString("v1:example.counters-1:schedule:ba2b");
    Verdict verdict =
        EXHAUSTIVE
            .create(EngineSettings.of(Seed.parse("1"), MemoryModel.RC11))
            .check(scenario, BUDGET, Progress.NONE);
    String text = TextReport.render(new CheckResult(scenario, verdict), Optional.empty());
    assertThat(text).contains("in example.counters-1: fails under sc already");
  }

  /** What starts after a death, and what sleeps and is woken, are interleavings too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "allocator.without-deriving-recovery",
        "queue.without-wake",
        "variable.without-owner"
      })
  void whatIsSequentiallyConsistentBecomesASchedule(String name) {
    assertThat(find(name).token().engine()).isEqualTo("schedule");
  }

  @Test
  void saysThatItMinimises() {
    List<String> stages = new ArrayList<>();
    find(
        Catalogue.installed().get("specimen.store-buffering"),
        new Progress() {
          @Override
          public void report(long executions, double fraction) {}

          @Override
          public void enters(String stage) {
            stages.add(stage);
          }
        });
    assertThat(stages)
        .contains("minimising: does it fail under sc", "minimising: does it fail under tso");
  }
}
