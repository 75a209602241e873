package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Evicted participants that run on, in other structures than the allocator and in long runs. */
class ZombieScenariosTest {
  private static final Budget SOME = new Budget(Duration.ofSeconds(60), 20_000, 5_000);

  @ParameterizedTest
  @CsvSource({
    "directory.zombie-builds, 258",
    "ring.zombie-produces, 13",
    "ring.zombie-keeps-its-role, 5",
    "segment.zombie-keeps-its-segment, 450",
    "queue.zombie-puts, 351",
    "queue.zombie-takes, 257",
    "queue.zombie-returns, 561",
    "queue.zombie-waits, 3",
    "queue.zombie-keeps-its-seat, 5",
    "queue.blocks-zombie-puts, 1097",
    "queue.blocks-zombie-has-no-room, 1269",
    "queue.blocks-zombie-takes, 8083",
    "queue.blocks-zombie-recovers, 18205",
    "relay.zombie-holds, 28247",
    "queue.blocks-zombie-takes-and-works, 5707",
    "relay.zombie-passes-before-consumer, 6079",
    "pipe.zombie-serves, 10",
    "pipe.zombie-leaves, 330",
    "doorbell.zombie-waits, 2",
    "doorbell.zombie-keeps-its-slot, 31",
    "doorbell.zombie-keeps-its-rings, 9",
    "request.zombie-serves, 8991",
    "record.zombie-fills, 5553",
    "record.zombie-receives, 21169",
    "record.zombie-leaves-last, 14"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    EveryExecution.requireSound(name, executions);
  }

  static Stream<Scenario> mutants() {
    return new ZombieMutants().scenarios();
  }

  /** Pauses before each step of the zombie find them at once. */
  @ParameterizedTest
  @MethodSource("mutants")
  void samplingCatchesEveryMutantAndItsTokenRepeatsIt(Scenario mutant) {
    SamplingEngine engine = new SamplingEngine(20_26);
    Failure failure = engine.check(mutant, SOME, Progress.NONE).failure().orElseThrow();
    assertThat(mutant.mustFailWith()).as(failure.message()).contains(failure.kind());
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again = engine.replay(mutant, token).failure().orElseThrow();
    assertThat(again.kind()).isEqualTo(failure.kind());
  }

  /** Some of eight participants are evicted, one dies, all go on. */
  @Test
  void longRunsWithEvictionsEndWithAHeapFromWhichEverythingComesBack() {
    Scenario soak = AllocatorSoakScenarios.zombieSoak("long-zombie-soak", 8, 200);
    Budget budget = new Budget(Duration.ofSeconds(60), 12, 400_000);
    Verdict verdict = new SamplingEngine(20_26).check(soak, budget, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.executions()).isGreaterThanOrEqualTo(12);
  }
}
