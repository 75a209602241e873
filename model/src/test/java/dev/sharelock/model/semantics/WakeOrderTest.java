package dev.sharelock.model.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Leeway;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a wake-up takes: those that have slept longest, or any of them. */
class WakeOrderTest {
  private static final long WORD = 0;
  private static final Faults FIRST = Faults.NONE;
  private static final Faults ANY = Faults.NONE.allowing(Leeway.ANY_SLEEPER);

  private static Scenario.Builder waking(Faults faults, int sleepers, int wakers, int count) {
    Scenario.Builder scenario = Scenario.named("test.waking").faults(faults);
    for (int i = 0; i < sleepers; i++) {
      scenario.daemon("s" + i, c -> c.memory().waitOn(WORD, 0, Deadline.NEVER));
    }
    for (int i = 0; i < wakers; i++) {
      scenario.process("w" + i, c -> c.memory().wake(WORD, count));
    }
    return scenario;
  }

  /**
   * The orders in which the queue is used, times the ways to choose: with two sleepers and one
   * waker there are 3! orders, and in the 2 in which the waker is last it has 2 ways.
   */
  @ParameterizedTest
  @CsvSource({"2, 1, 1, 6, 8", "3, 1, 2, 24, 36", "2, 2, 1, 24, 32", "3, 1, 3, 24, 24"})
  void everyChoiceIsOneExecution(int sleepers, int wakers, int count, long first, long any) {
    assertThat(executions(waking(FIRST, sleepers, wakers, count))).isEqualTo(first);
    assertThat(executions(waking(ANY, sleepers, wakers, count))).isEqualTo(any);
  }

  private static long executions(Scenario.Builder scenario) {
    return Outcomes.all(MemoryModel.RC11, scenario, end -> "").executions();
  }

  @Test
  void aTokenRepeatsWhomItHasWoken() {
    Scenario scenario =
        Scenario.named("test.token")
            .process(
                "one",
                c -> {
                  c.memory().waitOn(WORD, 0, Deadline.NEVER);
                  c.memory().getIntVolatile(WORD);
                })
            .process(
                "two",
                c -> {
                  c.memory().waitOn(WORD, 0, Deadline.NEVER);
                  c.memory().wake(WORD, 1);
                })
            .process(
                "waker",
                c -> {
                  if (c.memory().wake(WORD, 1) == 0) {
                    c.memory().setIntVolatile(WORD, 1);
                    c.memory().wake(WORD, 2);
                  }
                })
            .faults(ANY)
            .build();
    for (Engine engine : List.of(ExhaustiveEngine.under(MemoryModel.RC11), new SamplingEngine(3))) {
      Outcomes.failure(engine, scenario, FailureKind.LOST_WAKE_UP);
    }
  }
}
