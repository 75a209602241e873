package dev.sharelock.model.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Engines;
import dev.sharelock.model.run.FakeEngine;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import dev.sharelock.model.run.Standing;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ModelRunTest {
  private static final FakeEngine SAMPLING =
      new FakeEngine("sampling", Map.of("ring.close", FailureKind.DEADLOCK));
  private static final FakeEngine EXHAUSTIVE =
      new FakeEngine("exhaustive", Map.of("ring.close", FailureKind.DEADLOCK));

  @TempDir private Path folder;

  private final Properties properties = new Properties();

  private ModelRun run(String engine, MemoryModel model) {
    properties.setProperty("sharelock.report", folder.toString());
    return new ModelRun(
        new Engines(List.of(SAMPLING, EXHAUSTIVE)),
        Settings.from(properties, Map.of()),
        new Seed(1),
        new ModelRun.Wish(engine, model, Budget.QUICK));
  }

  private static Scenario scenario(String name, FailureKind... mustFailWith) {
    return Scenario.named(name).process("a", context -> {}).mustFailWith(mustFailWith).build();
  }

  @Test
  void checksWithEveryEngine() {
    List<CheckResult> results = run("all", MemoryModel.RC11).check(scenario("ring.wrap-around"));
    assertThat(results)
        .extracting(result -> result.verdict().engine())
        .containsExactly("sampling", "exhaustive");
    assertThat(results).allMatch(result -> result.standing() == Standing.PASSED);
  }

  @Test
  void checksWithTheEngineThatIsNamed() {
    assertThat(run("exhaustive", MemoryModel.SC).check(scenario("ring.wrap-around")))
        .extracting(result -> result.verdict().engine())
        .containsExactly("exhaustive");
  }

  @Test
  void failsWithTheReportAsMessage() {
    assertThatThrownBy(() -> run("all", MemoryModel.RC11).check(scenario("ring.close")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("FAILED  ring.close   DEADLOCK")
        .hasMessageContaining("-Dsharelock.replay=v1:ring.close:sampling:0")
        .hasMessageContaining(folder.toString());
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void isContentWithAMutantThatIsCaught() {
    assertThat(
            run("sampling", MemoryModel.RC11).check(scenario("ring.close", FailureKind.DEADLOCK)))
        .extracting(CheckResult::standing)
        .containsExactly(Standing.CAUGHT);
  }

  @Test
  void failsForAMutantThatIsNotCaught() {
    Scenario mutant = scenario("ring.mutant", FailureKind.DEADLOCK);
    assertThatThrownBy(() -> run("sampling", MemoryModel.RC11).check(mutant))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not caught");
  }

  @Test
  void replaysOnlyTheTokenFromOutside() {
    properties.setProperty("sharelock.replay", "v1:ring.close:exhaustive:17");
    ModelRun run = run("sampling", MemoryModel.RC11);
    assertThatThrownBy(() -> run.check(scenario("ring.close")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("replay v1:ring.close:exhaustive:17");
    assertThatThrownBy(() -> run.check(scenario("ring.wrap-around")))
        .isInstanceOf(TestAbortedException.class);
  }

  /** A failure is told of the smallest size of a scenario in which it shows. */
  @Test
  void replaysATokenOfASmallerSize() {
    properties.setProperty("sharelock.replay", "v1:ring.close:exhaustive:17");
    Scenario larger =
        Scenario.named("ring.close-often")
            .process("a", context -> {})
            .smaller(scenario("ring.close"))
            .build();
    assertThatThrownBy(() -> run("sampling", MemoryModel.RC11).check(larger))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("replay v1:ring.close:exhaustive:17");
  }

  @Test
  void saysWhenNoEngineSuits() {
    assertThatThrownBy(() -> run("all", MemoryModel.TSO).check(scenario("ring.close")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no engine suits the scenario: scenario=ring.close, model=TSO");
  }
}
