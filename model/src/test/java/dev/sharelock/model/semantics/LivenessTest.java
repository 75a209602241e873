package dev.sharelock.model.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both engines give what goes on for ever, or not at all, the same name. */
class LivenessTest {
  private static final long A = 0;
  private static final long B = 8;
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;

  static List<Engine> engines() {
    return List.copyOf(Outcomes.both());
  }

  private static Scenario.Builder named(String name) {
    return Scenario.named("test." + name)
        .fields(names -> names.word(A, 4, "test.a"))
        .fields(names -> names.word(B, 4, "test.b"))
        .faults(Faults.NONE);
  }

  private static void sleepUntilSet(SharedMemory memory, long word) {
    while (memory.getIntAcquire(word) == 0) {
      memory.waitOn(word, 0, Deadline.NEVER);
    }
  }

  private static void setAndWake(SharedMemory memory, long word) {
    memory.setIntRelease(word, 1);
    memory.wake(word, 1);
  }

  private static Failure fails(Engine engine, Scenario.Builder scenario, FailureKind kind) {
    return Outcomes.failure(engine, scenario.build(), kind);
  }

  private static void passes(Engine engine, Scenario.Builder scenario) {
    Outcomes.passes(engine, scenario.build());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void sleepingForEachOtherIsADeadlock(Engine engine) {
    Scenario.Builder scenario =
        named("sleep")
            .process(
                "one",
                c -> {
                  sleepUntilSet(c.memory(), A);
                  setAndWake(c.memory(), B);
                })
            .process(
                "two",
                c -> {
                  sleepUntilSet(c.memory(), B);
                  setAndWake(c.memory(), A);
                });
    Failure failure = fails(engine, scenario, FailureKind.DEADLOCK);
    assertThat(failure.message())
        .contains("one sleeps on test.a (expected 0, now 0)")
        .contains("two sleeps on test.b (expected 0, now 0)");
  }

  private static Body lockBoth(long first, long second) {
    return c -> {
      for (long lock : List.of(first, second)) {
        while (!c.memory().compareAndSetInt(lock, 0, 1)) {
          c.environment().spinHint();
        }
      }
      c.memory().setIntRelease(second, 0);
      c.memory().setIntRelease(first, 0);
    };
  }

  @ParameterizedTest
  @MethodSource("engines")
  void spinningForEachOtherIsADeadlock(Engine engine) {
    Failure failure =
        fails(
            engine,
            named("spin").process("one", lockBoth(A, B)).process("two", lockBoth(B, A)),
            FailureKind.DEADLOCK);
    assertThat(failure.message())
        .contains("one spins until a change of test.b", "two spins until a change of test.a");
    passes(engine, named("order").process("one", lockBoth(A, B)).process("two", lockBoth(A, B)));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aChangeThatNobodyAnnouncesLosesTheWakeUp(Engine engine) {
    Scenario.Builder scenario =
        named("unannounced")
            .process("sleeper", c -> sleepUntilSet(c.memory(), A))
            .process("silent", c -> c.memory().setIntRelease(A, 1));
    Failure failure = fails(engine, scenario, FailureKind.LOST_WAKE_UP);
    assertThat(failure.message()).contains("sleeper sleeps on test.a (expected 0, now 1)");
  }

  /** The word that is slept on does not change; but who looks around sees what has happened. */
  @ParameterizedTest
  @MethodSource("engines")
  void aChangeOfAnotherWordLosesTheWakeUpToo(Engine engine) {
    Scenario.Builder scenario =
        named("elsewhere")
            .process(
                "sleeper",
                c -> {
                  while (c.memory().getIntAcquire(B) == 0) {
                    c.memory().waitOn(A, 0, Deadline.NEVER);
                  }
                })
            .process("silent", c -> c.memory().setIntRelease(B, 1));
    Failure failure = fails(engine, scenario, FailureKind.LOST_WAKE_UP);
    assertThat(failure.message())
        .contains("process=sleeper", "sleeper sleeps on test.a (expected 0, now 0)");
  }

  /** Who is woken hands on, unless it dies first. */
  @ParameterizedTest
  @MethodSource("engines")
  void aWakeUpMayDieWithWhoWasWoken(Engine engine) {
    Scenario.Builder scenario =
        named("taken")
            .process(
                "victim",
                c -> {
                  sleepUntilSet(c.memory(), A);
                  c.memory().wake(A, 1);
                })
            .process("other", c -> sleepUntilSet(c.memory(), A))
            .process("waker", c -> setAndWake(c.memory(), A));
    Failure failure =
        fails(engine, scenario.faults(Faults.NONE.killing(1, "victim")), FailureKind.LOST_WAKE_UP);
    assertThat(failure.message()).contains("other sleeps on test.a (expected 0, now 1)");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whoRunsForEverIsInALivelock(Engine engine) {
    Scenario.Builder scenario =
        named("run")
            .process(
                "restless",
                c -> {
                  while (c.memory().getIntAcquire(A) == 0) {
                    c.memory().setIntOpaque(B, 1 - c.memory().getIntOpaque(B));
                  }
                });
    Failure failure = fails(engine, scenario, FailureKind.LIVELOCK);
    assertThat(failure.message()).contains("restless", "do: call spinHint");
  }

  /** Nobody dies, so only a time-out could end the wait, and that must not be needed. */
  @ParameterizedTest
  @MethodSource("engines")
  void aWaitThatIsTimedOnlyForDeathsDoesNotHideALostWakeUp(Engine engine) {
    Body sliced =
        c -> {
          while (c.memory().getIntAcquire(A) == 0) {
            long slice = Deadline.after(c.environment().nanoTime(), MILLISECOND);
            c.memory().waitOn(A, 0, slice);
          }
        };
    Body silent = c -> c.memory().setIntRelease(A, 1);
    passes(engine, named("sliced").process("sleeper", sliced).process("silent", silent));
    fails(
        engine,
        named("untimed").process("sleeper", sliced).process("silent", silent).untimed(),
        FailureKind.LOST_WAKE_UP);
    fails(engine, named("nobody").process("sleeper", sliced), FailureKind.DEADLOCK);
  }

  /** Ten thousand slices; a loop that waits for as many turns. */
  @ParameterizedTest
  @MethodSource("engines")
  void everyFiniteDeadlinePasses(Engine engine) {
    Body patient =
        c -> {
          long deadline = Deadline.after(c.environment().nanoTime(), 10 * SECOND);
          while (c.memory().getIntAcquire(A) == 0) {
            c.memory().setIntOpaque(B, 1);
            long now = c.environment().nanoTime();
            WaitOutcome outcome =
                c.memory().waitOn(A, 0, Deadline.slice(deadline, now, MILLISECOND));
            boolean over = Deadline.passed(deadline, c.environment().nanoTime());
            if (outcome == WaitOutcome.TIMED_OUT && over) {
              c.record("end", "timed out");
              return;
            }
          }
        };
    Body counting =
        c -> {
          for (int turn = 0; turn < 500; turn++) {
            if (c.memory().getIntAcquire(A) != 0) {
              return;
            }
            c.environment().spinHint();
          }
        };
    passes(
        engine,
        named("patient")
            .process("sleeper", patient)
            .process("spinner", counting)
            .atEnd(
                "it ends",
                end -> end.require(end.recorded("sleeper", "end").size() == 1, "no end")));
  }
}
