package dev.sharelock.model.exhaustive;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE;
import static dev.sharelock.model.exhaustive.Ordering.OPAQUE;
import static dev.sharelock.model.exhaustive.Ordering.PLAIN;
import static dev.sharelock.model.exhaustive.Ordering.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.litmus.benchmarks.BenchmarkPrograms;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an exploration finds does not depend on how many workers there are. */
class WorkersTest {
  private static final int[] WORKERS = {2, 4, 8};
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(5), Long.MAX_VALUE, 20_000);

  private static void sameForAll(Program program, ExplorationOptions options) {
    Exploration alone = ProgramExplorer.explore(program, options);
    for (int workers : WORKERS) {
      for (int round = 0; round < 2; round++) {
        assertThat(ProgramExplorer.explore(program, options.withWorkers(workers)))
            .usingRecursiveComparison()
            .ignoringFields("options.workers", "failure.value.cause")
            .isEqualTo(alone);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lastzero(10)", "casw(4)", "CoA(4)", "ticketlock(4)", "indexer(12)"})
  void everyExecutionIsCountedOnce(String name) {
    Program program = BenchmarkPrograms.named(name).program();
    for (MemoryModel model : new MemoryModel[] {MemoryModel.SC, MemoryModel.RC11}) {
      sameForAll(program, ExplorationOptions.of(model).detectingDuplicates(true));
    }
  }

  /** Four writers in any order, and a reader that wants none but some values. */
  private static Program failingAt(int failing) {
    Program.Builder program = Program.named("failing");
    for (int i = 1; i <= 4; i++) {
      int value = i;
      program.thread(
          thread -> {
            long before = thread.load(0, OPAQUE);
            thread.store(0, RELEASE, before * 10 + value);
          });
    }
    program.thread(
        thread -> {
          long sum = 0;
          for (int i = 0; i < 3; i++) {
            sum = sum * 7 + thread.load(0, ACQUIRE);
          }
          thread.observe(sum);
          if (sum % 11 == failing && sum > 2000) {
            throw new AssertionError("sum is forbidden: sum=" + sum);
          }
        });
    return program.build();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9, 77})
  void theFirstFailureIsThatOfOneWorkerAlone(int failing) {
    Program program = failingAt(failing);
    ExplorationOptions options = ExplorationOptions.of(MemoryModel.RC11);
    Exploration alone = ProgramExplorer.explore(program, options);
    assertThat(alone.failure().isPresent()).isEqualTo(failing < 11);
    assertThat(alone.executions()).isGreaterThan(5);
    sameForAll(program, options);
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void racesWithPlainAccessesOfGivenGraphsAreSeen(MemoryModel model) {
    Program.Builder program = Program.named("plain");
    program.thread(
        thread -> {
          thread.store(0, PLAIN, 1);
          thread.store(8, RELEASE, 1);
        });
    for (int i = 0; i < 3; i++) {
      program.thread(thread -> thread.store(8, RELEASE, thread.load(8, ACQUIRE) + 10));
    }
    program.thread(
        thread -> thread.observe(thread.load(8, ACQUIRE) == 1 ? thread.load(0, OPAQUE) : 2));
    sameForAll(program.build(), ExplorationOptions.of(model));
    sameForAll(program.build(), ExplorationOptions.of(model).stoppingAtRace(true));
  }

  private static Verdict check(Scenario scenario, int workers) {
    return ExhaustiveEngine.under(MemoryModel.RC11)
        .withWorkers(workers)
        .check(scenario, WHOLE, Progress.NONE);
  }

  private static void sameVerdict(Scenario scenario) {
    Verdict alone = check(scenario, 1);
    for (int workers : WORKERS) {
      Verdict together = check(scenario, workers);
      assertThat(together)
          .usingRecursiveComparison()
          .ignoringFields("time", "failure.value.cause")
          .isEqualTo(alone);
    }
  }

  @Test
  void scenariosHaveTheSameVerdictAndToken() {
    Catalogue all = Catalogue.installed();
    sameVerdict(CountingScenarios.withDeath());
    sameVerdict(CountingScenarios.failing());
    for (Scenario mutant : all.matching(List.of("ring.without-*", "specimen.*"))) {
      if (mutant.exhaustible()) {
        sameVerdict(mutant);
      }
    }
  }

  @Test
  void workIsShared() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    Program.Builder program = Program.named("shared");
    for (int i = 0; i < 7; i++) {
      program.thread(
          thread -> {
            seen.add(Thread.currentThread());
            if (seen.size() < 2) {
              Thread.yield();
            }
            thread.store(0, RELEASE, thread.index());
          });
    }
    ExplorationOptions options = ExplorationOptions.of(MemoryModel.SC).withWorkers(2);
    assertThat(ProgramExplorer.explore(program.build(), options).executions()).isEqualTo(5_040);
    assertThat(seen).hasSize(2);
  }

  @Test
  void aDefectOfABodyThatIsNoFailureEndsAllWorkers() {
    Program.Builder program = Program.named("broken");
    for (int i = 0; i < 6; i++) {
      program.thread(
          thread -> {
            if (thread.load(0, ACQUIRE) == 3) {
              throw new OutOfMemoryError("in the body");
            }
            thread.store(0, RELEASE, thread.index());
          });
    }
    ExplorationOptions options = ExplorationOptions.of(MemoryModel.SC).withWorkers(4);
    assertThatThrownBy(() -> ProgramExplorer.explore(program.build(), options))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void theLimitOfExecutionsEndsAllWorkers() {
    Program program = BenchmarkPrograms.named("big0").program();
    ExplorationOptions options =
        ExplorationOptions.of(MemoryModel.SC).withExecutions(5000).withWorkers(4);
    Exploration found = ProgramExplorer.explore(program, options);
    assertThat(found.exhausted()).isFalse();
    assertThat(found.executions()).isBetween(5000L, 5003L);
  }

  @Test
  void aRaceIsSeenWithTheWriteThatIsNotTheLatest() {
    Program program =
        Program.named("alternative")
            .thread(
                thread -> {
                  thread.store(0, PLAIN, 1);
                  thread.store(0, RELEASE, 2);
                })
            .thread(thread -> thread.observe(thread.load(0, ACQUIRE)))
            .build();
    Exploration found =
        ProgramExplorer.explore(
            program, ExplorationOptions.of(MemoryModel.RC11).stoppingAtRace(true));
    assertThat(found.failure()).isPresent();
    assertThat(found.failure().get().kind()).isEqualTo(FailureKind.DATA_RACE);
  }
}
