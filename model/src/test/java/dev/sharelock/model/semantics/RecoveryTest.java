package dev.sharelock.model.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deaths, those who start after them, and those who start after the deaths of these. */
class RecoveryTest {
  private static final long X = 0;
  private static final long Y = 8;
  private static final long Z = 16;

  private static Body sets(long word) {
    return c -> {
      c.memory().setIntOpaque(word, 1);
      c.record("done", true);
    };
  }

  /**
   * For each process: d for dead before it has done its work, D after it, w for done, - for not.
   */
  private static String fates(EndState end) {
    return List.of("victim", "first", "second").stream()
        .map(
            name -> {
              boolean done = end.recorded(name, "done").size() == 1;
              return end.killed(name) ? done ? "D" : "d" : done ? "w" : "-";
            })
        .collect(Collectors.joining());
  }

  private static void has(Scenario.Builder scenario, long executions, String... outcomes) {
    Outcomes.Found found = Outcomes.all(MemoryModel.RC11, scenario, RecoveryTest::fates);
    assertThat(found.outcomes()).containsExactlyInAnyOrder(outcomes);
    assertThat(found.executions()).isEqualTo(executions);
    assertThat(Outcomes.sampled(scenario, RecoveryTest::fates)).isEqualTo(found.outcomes());
  }

  private static Scenario.Builder chain(int kills) {
    return Scenario.named("test.chain")
        .process("victim", sets(X))
        .afterDeathOf("victim", "first", sets(Y))
        .afterDeathOf("first", "second", sets(Z))
        .faults(Faults.NONE.killing(kills, "victim", "first", "second"));
  }

  @Test
  void aRecovererMayDieAndIsRecovered() {
    has(chain(0), 1, "w--");
    has(chain(1), 3, "w--", "dw-", "Dw-");
    has(chain(2), 7, "w--", "dw-", "Dw-", "ddw", "dDw", "Ddw", "DDw");
    has(
        chain(3), 15, "w--", "dw-", "Dw-", "ddw", "dDw", "Ddw", "DDw", "ddd", "dDd", "Ddd", "DDd",
        "ddD", "dDD", "DdD", "DDD");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 5", "2, 9", "3, 9"})
  void eachDeathIsCountedOnce(int kills, long executions) {
    Scenario.Builder two =
        Scenario.named("test.two")
            .process("victim", sets(X))
            .process("first", sets(Y))
            .process("second", c -> c.record("done", true))
            .faults(Faults.NONE.killing(kills, "victim", "first"));
    assertThat(Outcomes.all(MemoryModel.RC11, two, RecoveryTest::fates).executions())
        .isEqualTo(executions);
  }

  /** The recovery finishes what was begun, from wherever it has got to. */
  @Test
  void aRecoveryThatDiesIsTakenUpAgain() {
    Body work =
        c -> {
          for (long word : List.of(X, Y, Z)) {
            c.memory().compareAndSetInt(word, 0, 1);
          }
        };
    Scenario.Builder scenario =
        Scenario.named("test.again")
            .process("victim", work)
            .afterDeathOf("victim", "first", work)
            .afterDeathOf("first", "second", work)
            .faults(Faults.NONE.killing(2, "victim", "first"));
    Outcomes.Found found =
        Outcomes.all(
            MemoryModel.RC11,
            scenario,
            end ->
                ""
                    + end.memory().getIntPlain(X)
                    + end.memory().getIntPlain(Y)
                    + end.memory().getIntPlain(Z));
    assertThat(found.outcomes()).containsExactly("111");
    assertThat(found.executions())
        .as("no death, 4 deaths of the victim, 10 more of the first")
        .isEqualTo(1 + 4 + 10);
  }
}
