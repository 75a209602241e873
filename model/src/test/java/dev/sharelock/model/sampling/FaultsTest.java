package dev.sharelock.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import java.util.List;
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

  /** A worker that comes again twice; {@code forbidden} lives are a failure. */
  private static Scenario lives(String name, int kills, int forbidden) {
    return Scenario.named(name)
        .restarting("worker", 2, FaultsTest::work)
        .process("other", FaultsTest::work)
        .atEnd(
            "lives",
            end -> {
              int ended = 0;
              for (String life : List.of("worker", "worker-2", "worker-3")) {
                ended += end.killed(life) ? 1 : 0;
              }
              end.require(!end.killed("worker-3"), "the last life ends by itself");
              end.require(!end.killed("worker-2") || end.killed("worker"), "nobody came again");
              end.require(1 + ended < forbidden, "lives=" + (1 + ended));
            })
        .faults(Faults.NONE.killing(kills, "worker"))
        .build();
  }

  @Test
  void whoeverIsKilledComesAgainAsOftenAsTheScenarioSays() {
    Sampled.passes(lives("one-life", 0, 2));
    Sampled.passes(lives("two-lives", 1, 3));
    Sampled.passes(lives("three-lives", 5, 4));
    Sampled.fails(lives("third-life-happens", 2, 3), FailureKind.ASSERTION);
  }

  @Test
  void bothEnginesKnowAllLives() {
    ExhaustiveEngine exhaustive = ExhaustiveEngine.under(MemoryModel.SC);
    Verdict all = exhaustive.check(lives("all-lives", 2, 4), Sampled.SMALL, Progress.NONE);
    assertThat(all.exhausted()).isTrue();
    assertThat(all.failure()).isEmpty();
    Verdict third = exhaustive.check(lives("third-life", 2, 3), Sampled.SMALL, Progress.NONE);
    assertThat(third.failure().orElseThrow().message()).contains("lives=3");
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
