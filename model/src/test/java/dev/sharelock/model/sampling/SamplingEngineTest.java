package dev.sharelock.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplingEngineTest {
  private static final Budget SMALL = new Budget(Duration.ofSeconds(20), 2_000, 500);
  private static final long X = 0;
  private static final long Y = 64;

  private static Verdict check(Scenario scenario) {
    return new SamplingEngine(42).check(scenario, SMALL, Progress.NONE);
  }

  private static Failure failureOf(Scenario scenario, FailureKind kind) {
    Verdict verdict = check(scenario);
    assertThat(verdict.failure()).as(scenario.name()).isPresent();
    Failure failure = verdict.failure().get();
    assertThat(failure.kind()).as(failure.message()).isEqualTo(kind);
    assertRepeats(scenario, failure);
    return failure;
  }

  private static void assertRepeats(Scenario scenario, Failure failure) {
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    for (ThreadKind threads : ThreadKind.values()) {
      SamplingEngine engine = new SamplingEngine(SamplingOptions.ofSeed(7).on(threads));
      Failure again = engine.replay(scenario, token).failure().orElseThrow();
      assertThat(again.kind()).isEqualTo(failure.kind());
      assertThat(again.message()).isEqualTo(failure.message());
      assertThat(again.events()).isEqualTo(failure.events());
    }
  }

  private static Scenario.Builder increments(String name) {
    return Scenario.named(name)
        .process("one", c -> c.memory().setLongVolatile(X, c.memory().getLongVolatile(X) + 1))
        .process("two", c -> c.memory().setLongVolatile(X, c.memory().getLongVolatile(X) + 1));
  }

  @Test
  void findsALostUpdateAndExplainsItWithOneSwitchToo() {
    Failure failure =
        failureOf(
            increments("lost-update")
                .atEnd(
                    "both counted",
                    end -> end.require(end.memory().getLongVolatile(X) == 2, "one is lost"))
                .build(),
            FailureKind.ASSERTION);
    assertThat(failure.token().engine()).isEqualTo("schedule");
    assertThat(failure.token().toString().length()).isLessThan(60);
  }

  @Test
  void passesWhatIsRight() {
    Verdict verdict =
        check(
            Scenario.named("atomic-updates")
                .process("one", c -> c.memory().getAndAddLong(X, 1))
                .process("two", c -> c.memory().getAndAddLong(X, 1))
                .atEnd(
                    "both counted",
                    end -> end.require(end.memory().getLongVolatile(X) == 2, "one is lost"))
                .build());
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.executions()).isEqualTo(SMALL.executions());
  }

  @Test
  void findsAMissingRelease() {
    failureOf(
        Scenario.named("missing-release")
            .process(
                "writer",
                c -> {
                  c.memory().writeLong(Y, 5);
                  c.memory().setLongOpaque(X, 1);
                })
            .process(
                "reader",
                c -> {
                  if (c.memory().getLongAcquire(X) == 1) {
                    c.record("seen", c.memory().readLong(Y));
                  }
                })
            .build(),
        FailureKind.DATA_RACE);
  }

  @Test
  void findsABrokenInvariant() {
    failureOf(
        increments("invariant")
            .invariant(
                "x stays below two",
                memory -> {
                  if (memory.getLongVolatile(X) >= 2) {
                    throw new AssertionError("x=" + memory.getLongVolatile(X));
                  }
                })
            .build(),
        FailureKind.INVARIANT);
  }

  @Test
  void findsADeadlock() {
    failureOf(
        Scenario.named("deadlock")
            .process("one", c -> c.memory().waitOn(X, 0, Long.MAX_VALUE))
            .process("two", c -> c.memory().getIntVolatile(Y))
            .faults(Faults.NONE)
            .build(),
        FailureKind.DEADLOCK);
  }

  @Test
  void findsALostWakeUp() {
    failureOf(
        Scenario.named("lost-wake-up")
            .process(
                "sleeper",
                c -> {
                  while (c.memory().getIntVolatile(X) == 0) {
                    c.memory().waitOn(X, 0, Long.MAX_VALUE);
                  }
                })
            .process("forgets-to-wake", c -> c.memory().setIntVolatile(X, 1))
            .faults(Faults.NONE)
            .build(),
        FailureKind.LOST_WAKE_UP);
  }

  @Test
  void findsWhatADeathLeavesBehind() {
    failureOf(
        Scenario.named("death")
            .process(
                "victim",
                c -> {
                  c.memory().setLongVolatile(X, 1);
                  c.memory().setLongVolatile(Y, 1);
                })
            .afterDeathOf(
                "victim",
                "survivor",
                c ->
                    c.require(
                        c.memory().getLongVolatile(X) == c.memory().getLongVolatile(Y), "torn"))
            .faults(Faults.NONE.killing(1, "victim"))
            .build(),
        FailureKind.ASSERTION);
  }

  @Test
  void findsALivelock() {
    failureOf(
        Scenario.named("livelock")
            .process(
                "one",
                c -> {
                  while (c.memory().getAndAddLong(X, 1) >= 0) {
                    c.memory().setLongVolatile(Y, 1);
                  }
                })
            .build(),
        FailureKind.LIVELOCK);
  }

  @Test
  void findsWordsOfDifferentSizes() {
    failureOf(
        Scenario.named("mixed-size")
            .process("one", c -> c.memory().getLongVolatile(X))
            .process("two", c -> c.memory().getIntVolatile(X))
            .build(),
        FailureKind.MIXED_SIZE);
  }

  @Test
  void reportsAnExceptionOfABody() {
    failureOf(
        Scenario.named("exception")
            .process(
                "one",
                c -> {
                  if (c.memory().getLongVolatile(X) == 0) {
                    throw new IllegalStateException("zero");
                  }
                })
            .build(),
        FailureKind.EXCEPTION);
  }

  @Test
  void noticesABodyThatDoesNotRepeatItself() {
    AtomicLong outside = new AtomicLong();
    Verdict verdict =
        check(
            Scenario.named("nondeterministic")
                .process("one", c -> c.memory().setLongVolatile(X, outside.incrementAndGet()))
                .build());
    assertThat(verdict.failure().orElseThrow().kind()).isEqualTo(FailureKind.NONDETERMINISM);
  }

  @Test
  void timeOutsComeInVirtualTime() {
    Verdict verdict =
        check(
            Scenario.named("time-out")
                .process(
                    "one",
                    c -> {
                      long deadline = c.environment().nanoTime() + 3_600_000_000_000L;
                      WaitOutcome outcome = WaitOutcome.WOKEN;
                      while (outcome != WaitOutcome.TIMED_OUT) {
                        outcome = c.memory().waitOn(X, 0, deadline);
                      }
                      c.require(c.environment().nanoTime() >= deadline, "too early");
                    })
                .build());
    assertThat(verdict.failure()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aBudgetOfOneIsOneExecution(ThreadKind threads) {
    Verdict verdict =
        new SamplingEngine(SamplingOptions.ofSeed(1).on(threads))
            .check(
                increments("one-execution").build(),
                new Budget(Duration.ofSeconds(20), 1, 500),
                Progress.NONE);
    assertThat(verdict.executions()).isEqualTo(1);
  }

  @Test
  void noTimeIsNoExecution() {
    Verdict verdict =
        new SamplingEngine(1)
            .check(
                increments("no-time").build(),
                new Budget(Duration.ZERO, Long.MAX_VALUE, 500),
                Progress.NONE);
    assertThat(verdict.executions()).isLessThan(1_000_000);
  }
}
