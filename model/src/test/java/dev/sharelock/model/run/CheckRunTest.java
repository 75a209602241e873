package dev.sharelock.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckRunTest {
  private static final Budget BUDGET = new Budget(Duration.ofSeconds(100), 10, 10);

  private final FakeEngine engine =
      new FakeEngine("fake", Map.of("mutant", FailureKind.DEADLOCK, "late", FailureKind.DEADLOCK));
  private final List<String> heard = new ArrayList<>();

  private final CheckRun.Listener listener =
      new CheckRun.Listener() {
        @Override
        public void begins(CheckTask task) {
          heard.add("begins " + task.scenario());
        }

        @Override
        public void goesOn(CheckTask task, Advance advance) {
          heard.add("goes on " + task.scenario());
        }

        @Override
        public void ends(CheckTask task, CheckResult result) {
          heard.add("ends " + task.scenario());
        }
      };

  private List<CheckResult> run(int jobs, List<CheckTask> tasks) {
    EngineSettings engines = EngineSettings.of(new Seed(1), MemoryModel.SC);
    return new CheckRun(new CheckRun.Plan(engines, BUDGET, jobs), listener).run(tasks);
  }

  private CheckTask task(Scenario.Builder builder) {
    return new CheckTask(builder.process("a", context -> {}).build(), engine);
  }

  @Test
  void givesTheResultsInTheOrderOfTheTasks() {
    List<CheckTask> tasks =
        IntStream.range(0, 40).mapToObj(i -> task(Scenario.named("s" + i))).toList();
    assertThat(run(4, tasks))
        .extracting(result -> result.scenario().name())
        .containsExactlyElementsOf(tasks.stream().map(t -> t.scenario().name()).toList());
    assertThat(heard).contains("begins s39", "goes on s39", "ends s39").hasSize(120);
  }

  @Test
  void beginsWithWhatEndsByItself() {
    run(
        1,
        List.of(
            task(Scenario.named("sampled")),
            task(Scenario.named("small").exhaustible()),
            task(Scenario.named("mutant").mustFailWith(FailureKind.DEADLOCK))));
    assertThat(engine.asked())
        .extracting(FakeEngine.Asked::scenario)
        .containsExactly("mutant", "small", "sampled");
    assertThat(engine.asked().getLast().budget().time()).isGreaterThan(Duration.ofSeconds(90));
  }

  /** So it is exhausted also on a machine where its share of the time would not do. */
  @Test
  void whatIsSmallHasItsPartOfTheTimeHoweverMuchThereIsToDo() {
    List<CheckTask> tasks = new ArrayList<>(List.of(task(Scenario.named("large").large())));
    IntStream.range(0, 2000).forEach(i -> tasks.add(task(Scenario.named("s" + i).exhaustible())));
    run(1, tasks);
    Duration part = BUDGET.time().dividedBy(16);
    assertThat(engine.asked().get(0).budget().time()).isLessThan(part);
    assertThat(engine.asked().get(1).budget().time()).isEqualTo(part);
  }

  @Test
  void triesOnceMoreToCatchAMutant() {
    engine.missFirst(1);
    List<CheckTask> tasks =
        List.of(
            task(Scenario.named("late").mustFailWith(FailureKind.DEADLOCK)),
            task(Scenario.named("sampled")));
    assertThat(run(1, tasks))
        .extracting(CheckResult::standing)
        .containsExactly(Standing.CAUGHT, Standing.PASSED);
    assertThat(engine.asked())
        .extracting(FakeEngine.Asked::scenario)
        .containsExactly("late", "sampled", "late");
    assertThat(heard).containsOnlyOnce("ends late");
  }

  @Test
  void takesTimeToCatchAMutantInTheEnd() {
    engine.missFirst(4);
    run(
        1,
        IntStream.range(0, 4)
            .mapToObj(i -> task(Scenario.named("late").mustFailWith(FailureKind.DEADLOCK)))
            .toList());
    assertThat(engine.asked().subList(4, 7))
        .extracting(asked -> asked.budget().time())
        .allSatisfy(time -> assertThat(time).isGreaterThanOrEqualTo(Duration.ofSeconds(50)));
  }

  @Test
  void givesUpOnAMutantInTheEnd() {
    engine.missFirst(9);
    assertThat(run(1, List.of(task(Scenario.named("late").mustFailWith(FailureKind.DEADLOCK)))))
        .extracting(CheckResult::standing)
        .containsExactly(Standing.NOT_CAUGHT);
    assertThat(engine.asked()).hasSize(2);
  }

  @Test
  void namesTheCheckInWhichAnEngineFails() {
    engine.breakDown();
    assertThatThrownBy(() -> run(1, List.of(task(Scenario.named("s")))))
        .hasMessage("engine failed: engine=fake, scenario=s, seed=0x0000000000000001")
        .hasRootCauseMessage("broken");
  }
}
