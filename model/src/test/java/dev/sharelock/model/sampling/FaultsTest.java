package dev.sharelock.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import org.junit.jupiter.api.Test;

/** Faults happen, and no more of them than the scenario allows. */
class FaultsTest {

  private static Scenario twoWeakUpdates(String name, int failures, int allowed) {
    return Scenario.named(name)
        .process(
            "p",
            c -> {
              int failed = 0;
              failed += c.memory().weakCompareAndSetLong(0, 0, 1) ? 0 : 1;
              failed += c.memory().weakCompareAndSetIntPlain(64, 0, 1) ? 0 : 1;
              c.require(failed < failures, "failed=" + failed);
            })
        .faults(new Faults(0, java.util.Set.of(), 0, 0, allowed))
        .build();
  }

  @Test
  void weakUpdatesFailAsOftenAsAllowed() {
    Sampled.passes(twoWeakUpdates("none", 1, 0));
    Sampled.fails(twoWeakUpdates("one", 1, 1), FailureKind.ASSERTION);
    Sampled.passes(twoWeakUpdates("not-two", 2, 1));
    Sampled.fails(twoWeakUpdates("two", 2, 2), FailureKind.ASSERTION);
  }

  private static Scenario deaths(String name, int kills, int forbidden) {
    return Scenario.named(name)
        .process("a", FaultsTest::work)
        .process("b", FaultsTest::work)
        .process("c", FaultsTest::work)
        .atEnd(
            "deaths",
            end -> {
              int dead = (end.killed("a") ? 1 : 0) + (end.killed("b") ? 1 : 0);
              end.require(!end.killed("c"), "c is no victim");
              end.require(dead < forbidden, "dead=" + dead);
            })
        .faults(Faults.NONE.killing(kills, "a", "b"))
        .build();
  }

  private static void work(ProcessContext c) {
    c.memory().getAndAddLong(0, 1);
    c.memory().getAndAddLong(0, 1);
  }

  @Test
  void asManyDieAsAllowed() {
    Sampled.passes(deaths("one-death", 1, 2));
    Sampled.fails(deaths("one-death-happens", 1, 1), FailureKind.ASSERTION);
    Sampled.fails(deaths("two-deaths-happen", 2, 2), FailureKind.ASSERTION);
  }

  @Test
  void aFailureIsReducedToTheFaultsAndSwitchesItNeeds() {
    Failure failure =
        Sampled.fails(
            Scenario.named("reduced")
                .process("one", FaultsTest::longWork)
                .process("two", FaultsTest::longWork)
                .process("three", FaultsTest::longWork)
                .atEnd("sum", end -> end.require(end.memory().getLongVolatile(0) == 60, "lost"))
                .faults(Faults.DEFAULT)
                .build(),
            FailureKind.ASSERTION);
    long switches = 0;
    int last = -1;
    for (var event : failure.events()) {
      if (event.kind() == EventKind.READ || event.kind() == EventKind.WRITE) {
        switches += event.process() == last ? 0 : 1;
        last = event.process();
      }
    }
    assertThat(switches).isLessThanOrEqualTo(5);
    assertThat(failure.token().engine()).isEqualTo("schedule");
  }

  private static void longWork(ProcessContext c) {
    SharedMemory memory = c.memory();
    for (int i = 0; i < 20; i++) {
      memory.setLongVolatile(0, memory.getLongVolatile(0) + 1);
    }
  }

  @Test
  void aVictimThatIsNoProcessIsRefused() {
    Scenario scenario =
        Scenario.named("stranger")
            .process("p", c -> {})
            .faults(Faults.NONE.killing(1, "q"))
            .build();
    assertThatThrownBy(() -> Sampled.check(scenario))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("victim=q");
  }
}
