package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Unfinished;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultFamiliesTest {

  private static CheckResult caught(String name) {
    CheckResult missed = result(name, false, Optional.empty(), FailureKind.DEADLOCK);
    ReplayToken token = new ReplayToken(name, "rc11", "A0");
    Failure failure =
        new Failure(name, FailureKind.DEADLOCK, "", token, List.of(), List.of(), null);
    return new CheckResult(missed.scenario(), missed.verdict().with(Optional.of(failure)));
  }

  private static CheckResult result(
      String name, boolean exhausted, Optional<Unfinished> rest, FailureKind... mustFailWith) {
    Scenario scenario =
        Scenario.named(name).process("a", context -> {}).mustFailWith(mustFailWith).build();
    return new CheckResult(
        scenario,
        new Verdict(
            name,
            "exhaustive rc11",
            Optional.empty(),
            1000,
            0,
            exhausted,
            "",
            "all",
            Duration.ofSeconds(1),
            rest));
  }

  @Test
  void whatIsWellIsOneRowAndWhatIsNotHasItsOwn() {
    Optional<Unfinished> half = Optional.of(new Unfinished(0.5, Optional.empty()));
    List<CheckResult> results =
        List.of(
            result("ring.a", true, Optional.empty()),
            result("queue.a", true, Optional.empty()),
            result("ring.b", false, Optional.empty()),
            result("ring.c", false, half),
            result("ring.d", true, Optional.empty(), FailureKind.DEADLOCK),
            caught("queue.b"));
    assertThat(ResultFamilies.rows(results))
        .containsExactly(
            new String[] {"ring.*", "exhaustive rc11", "2,000", "1/2", "2.0 s", "2 passed"},
            new String[] {
              "queue.*", "exhaustive rc11", "2,000", "yes", "2.0 s", "1 passed, 1 caught"
            },
            new String[] {"ring.c", "exhaustive rc11", "1,000", "50 %", "1.0 s", "passed"},
            new String[] {"ring.d", "exhaustive rc11", "1,000", "yes", "1.0 s", "NOT CAUGHT"});
  }

  @Test
  void onlyALongTableIsGrouped() {
    List<CheckResult> results = new ArrayList<>();
    while (results.size() <= ResultTable.MANY) {
      assertThat(ResultTable.lines(results, false)).hasSize(results.size() + 2);
      results.add(result("ring.a" + results.size(), true, Optional.empty()));
    }
    assertThat(ResultTable.lines(results, false)).hasSize(3);
    assertThat(ResultTable.lines(results, true)).hasSize(results.size() + 2);
  }
}
