package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenarios.QueueOperation.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The condition queue and its mutants on the exhaustive engine. */
class QueueScenariosTest {
  static Stream<Scenario> mutants() {
    return Catalogue.installed().all().stream()
        .filter(scenario -> scenario.name().startsWith("queue."))
        .filter(scenario -> !scenario.mustFailWith().isEmpty() && scenario.exhaustible());
  }

  static Stream<Scenario> weakOnly() {
    return mutants().filter(Scenario::needsWeakMemory);
  }

  /** A number that changes says that the queue or the engine has changed: find out which. */
  @ParameterizedTest
  @CsvSource({
    "queue.one-value, 67",
    "queue.two-put, 2584",
    "queue.answers, 36",
    "queue.answers-both, 320",
    "queue.answers-return, 677",
    "queue.answers-close, 842",
    "queue.answers-observer, 706",
    "queue.across-queues, 80",
    "queue.across-full-queues, 60",
    "queue.across-queues-counted, 176",
    "queue.across-queues-peeked, 80",
    "queue.across-queues-returned, 80",
    "queue.across-queues-closed, 73",
    "queue.across-full-queues-asked, 100",
    "queue.producer-killed, 12",
    "queue.blocked-producer, 78",
    "queue.room-known, 75",
    "queue.return-wakes, 110",
    "queue.close-wakes-producer, 663",
    "queue.blocks-one, 40",
    "queue.blocks-producer-killed, 19",
    "queue.blocks-consumer-killed, 1524",
    "queue.choice-passed-on-small, 10972",
    "queue.room-passed-on-small, 20486",
    "queue.look-after-time-out, 81",
    "queue.blocks-consumer-killed-small, 75",
    "queue.blocks-rival-killed-small, 2127",
    "queue.blocks-noted-by-the-dead, 210",
    "queue.blocks-taken-by-the-dead, 2317",
    "queue.blocks-returned, 64",
    "queue.blocks-used-up, 10",
    "queue.blocks-end-after-the-dead, 15994",
    "queue.blocks-seat-taken-over, 4681",
    "queue.blocks-put-by-the-dead, 2317"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    EveryExecution.requireSound(name, executions);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void everyMutantIsCaughtAndItsTokenRepeatsIt(Scenario scenario) {
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

  /** Eight processes, up to four deaths and successors, some thousand operations, virtual time. */
  @Test
  void longRunsWithRestartsLoseNothing() {
    Scenario restarts = QueueSoakScenarios.restarts("long-restarts", 8, 8, 60);
    Budget budget = new Budget(Duration.ofSeconds(60), 6, 400_000);
    Verdict verdict = new SamplingEngine(20_26).check(restarts, budget, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.executions()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void answersThatFitNoOrderAreRecognised() {
    QueueOperation put = new QueueOperation(Kind.PUT, Outcome.DONE, 1);
    QueueOperation full = new QueueOperation(Kind.PUT, Outcome.WOULD_BLOCK, 2);
    QueueOperation take = new QueueOperation(Kind.TAKE, Outcome.DONE, 1);
    QueueOperation none = new QueueOperation(Kind.TAKE, Outcome.WOULD_BLOCK, 0);
    assertThat(QueueModel.explains(1, List.of(List.of(put, full), List.of(none, take)))).isTrue();
    assertThat(QueueModel.explains(1, List.of(List.of(full, put), List.of(take)))).isFalse();
    assertThat(QueueModel.explains(1, List.of(List.of(put), List.of(take, take)))).isFalse();
    assertThat(QueueModel.explains(2, List.of(List.of(put, full), List.of()))).isFalse();
  }
}
