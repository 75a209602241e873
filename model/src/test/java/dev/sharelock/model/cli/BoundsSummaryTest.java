package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundsSummaryTest {

  private static CheckResult passed(String name, String bounds, FailureKind... mustFailWith) {
    Scenario scenario =
        Scenario.named(name).process("a", context -> {}).mustFailWith(mustFailWith).build();
    return new CheckResult(
        scenario,
        new Verdict(
            name, "sampling", Optional.empty(), 1, 0, false, "", bounds, Duration.ofSeconds(1)));
  }

  @Test
  void saysTheSameOnlyOnce() {
    assertThat(BoundsSummary.lines(List.of(passed("a", "all"), passed("b", "all"))))
        .containsExactly("  sampling: all");
  }

  @Test
  void mergesNumbers() {
    assertThat(
            BoundsSummary.lines(
                List.of(
                    passed("a", "2 deaths, swept 5 times"),
                    passed("b", "none"),
                    passed("c", "2 deaths, swept 1 times"),
                    passed("d", "2 deaths, swept 12 times"))))
        .containsExactly(
            "  a and 2 more by sampling: 2 deaths, swept 1-12 times", "  b by sampling: none");
  }

  @Test
  void saysNothingOfWhatDidNotPass() {
    assertThat(BoundsSummary.lines(List.of(passed("a", "all", FailureKind.DEADLOCK)))).isEmpty();
  }
}
