package dev.sharelock.model.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.CheckFailed;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenarios.SequenceLockScenarios;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scenarios with a bound on preemptions, and with identical processes. */
class ReductionsTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(1), 1_000_000, 2_000);
  private static final Faults NONE = new Faults(0, Set.of(), 0, 0, 0);
  private static final long WORD = 0;

  private static final Body INCREMENT =
      context -> {
        long found = context.memory().getLongVolatile(WORD);
        context.memory().setLongVolatile(WORD, found + 1);
      };

  private static Verdict check(Scenario scenario, Reductions reductions) {
    return ExhaustiveEngine.under(MemoryModel.SC)
        .with(reductions)
        .check(scenario, WHOLE, Progress.NONE);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new CheckFailed(otherwise);
    }
  }

  private static Scenario.Builder workers(int count, Body body) {
    return Scenario.named("test.workers").identical("worker", count, body).faults(NONE);
  }

  @Test
  void aFailureIsFoundWithTheFewestPreemptions() {
    Scenario lost =
        workers(3, INCREMENT)
            .atEnd(
                "no increment is lost",
                end -> require(end.memory().getLongVolatile(WORD) == 3, "lost"))
            .build();
    Verdict none = check(lost, Reductions.NONE.withPreemptions(0));
    assertThat(none.failure()).isEmpty();
    assertThat(none.exhausted()).isTrue();
    assertThat(none.executions()).isEqualTo(6);
    assertThat(none.bounds()).contains("and 0 preemptions; not explored: more faults or preempt");
    Failure failure = check(lost, Reductions.NONE.withPreemptions(5)).failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.ASSERTION);
    ExhaustiveEngine plain = ExhaustiveEngine.under(MemoryModel.SC);
    assertThat(plain.replay(lost, failure.token()).failure()).isPresent();
  }

  @Test
  void leavingAProcessThatSleepsIsNoPreemption() {
    Body pong =
        context -> {
          SharedMemory memory = context.memory();
          while (memory.getIntVolatile(WORD) == 0) {
            memory.waitOn(WORD, 0, Deadline.NEVER);
          }
          memory.setIntVolatile(WORD, 2);
          memory.wake(WORD, 1);
        };
    Body ping =
        context -> {
          SharedMemory memory = context.memory();
          memory.setIntVolatile(WORD, 1);
          memory.wake(WORD, 1);
          while (memory.getIntVolatile(WORD) == 1) {
            memory.waitOn(WORD, 1, Deadline.NEVER);
          }
        };
    Scenario scenario =
        Scenario.named("test.ping")
            .process("pong", pong)
            .process("ping", ping)
            .faults(NONE)
            .build();
    Verdict verdict = check(scenario, Reductions.NONE.withPreemptions(0));
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.executions()).isEqualTo(2);
  }

  @Test
  void onlyOneOrderOfIdenticalProcessesIsLookedAt() {
    Scenario scenario = workers(3, context -> context.memory().getAndAddLong(WORD, 1)).build();
    assertThat(check(scenario, Reductions.NONE).executions()).isEqualTo(6);
    Verdict one = check(scenario, Reductions.NONE.withSymmetry(true));
    assertThat(one.executions()).isEqualTo(1);
    assertThat(one.exhausted()).isTrue();
    assertThat(one.bounds()).contains("one for each order of identical processes");
  }

  /** Two readers of 55 executions each: all pairs, and all pairs without order. */
  @Test
  void readersThatAreNotInEachOthersWayAreCombined() {
    Scenario readers =
        new SequenceLockScenarios()
            .scenarios()
            .filter(scenario -> scenario.name().equals("sequence-lock.two-readers"))
            .findFirst()
            .orElseThrow();
    ExhaustiveEngine engine = ExhaustiveEngine.under(MemoryModel.RC11);
    assertThat(engine.check(readers, WHOLE, Progress.NONE).executions()).isEqualTo(55 * 55);
    assertThat(
            engine
                .with(Reductions.NONE.withSymmetry(true))
                .check(readers, WHOLE, Progress.NONE)
                .executions())
        .isEqualTo(55 * 56 / 2);
  }

  @Test
  void identicalProcessesMustNotAskWhoTheyAre() {
    Scenario scenario =
        workers(2, context -> context.memory().setLongVolatile(WORD, context.index())).build();
    Failure failure = check(scenario, Reductions.NONE).failure().orElseThrow();
    assertThat(failure.message()).contains("identical process asks who it is: process=worker-1");
  }

  @Test
  void checksMustNotTellIdenticalProcessesApart() {
    Scenario scenario =
        workers(2, context -> context.record("found", context.memory().getAndAddLong(WORD, 1)))
            .atEnd(
                "the second one is second",
                end -> require(end.recorded("worker-2", "found").contains(1L), "first"))
            .build();
    assertThat(check(scenario, Reductions.NONE).failure().orElseThrow().kind())
        .isEqualTo(FailureKind.ASSERTION);
    assertThat(
            check(scenario, Reductions.NONE.withSymmetry(true)).failure().orElseThrow().message())
        .contains("check tells identical processes apart: check=the second one is second");
  }

  @Test
  void processesThatMayDieAreNotIdentical() {
    Scenario scenario =
        workers(2, INCREMENT).faults(new Faults(1, Set.of("worker-2"), 0, 0, 0)).build();
    assertThat(check(scenario, Reductions.NONE.withSymmetry(true)).executions())
        .isEqualTo(check(scenario, Reductions.NONE).executions());
  }

  @Test
  void aBoundBelowNoneIsRefused() {
    assertThatThrownBy(() -> Reductions.NONE.withPreemptions(-1))
        .hasMessageContaining("bound is impossible: preemptions=-1");
  }
}
