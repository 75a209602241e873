package dev.sharelock.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies run on either kind of thread, and bodies that do not behave. */
class ThreadsTest {
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static void busy(ProcessContext c) {
    SharedMemory memory = c.memory();
    for (int i = 0; i < 3; i++) {
      while (!memory.weakCompareAndSetInt(0, 0, 1)) {
        memory.waitOn(0, 1, c.environment().nanoTime() + 1_000);
      }
      memory.writeInt(8, memory.readInt(8) + c.choose(3));
      memory.setIntRelease(0, 0);
      memory.wake(0, 1);
    }
  }

  @Test
  void theSameSeedIsTheSameTraceOnBothKindsOfThreads() {
    Scenario scenario =
        Scenario.named("both-kinds")
            .process("one", ThreadsTest::busy)
            .process("two", ThreadsTest::busy)
            .process("three", ThreadsTest::busy)
            .build();
    assertThat(VirtualWorkers.available()).isTrue();
    int different = 0;
    Recording last = null;
    for (int seed = 0; seed < 30; seed++) {
      SamplingOptions options = SamplingOptions.ofSeed(seed);
      Recording one = new SamplingEngine(options.on(ThreadKind.VIRTUAL)).sample(scenario);
      Recording two = new SamplingEngine(options.on(ThreadKind.PLATFORM)).sample(scenario);
      assertThat(two).isEqualTo(one);
      ReplayToken token = new ReplayToken("both-kinds", "schedule", one.schedule().encode());
      assertThat(new SamplingEngine(0).record(scenario, token)).isEqualTo(one);
      different += one.equals(last) ? 0 : 1;
      last = one;
    }
    assertThat(different).isGreaterThan(25);
  }

  private static Failure stuck(ThreadKind threads, Scenario scenario) {
    SamplingOptions options = SamplingOptions.ofSeed(1).on(threads).within(SHORT);
    Verdict verdict = new SamplingEngine(options).check(scenario, Sampled.SMALL, Progress.NONE);
    Failure failure = verdict.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.EXCEPTION);
    assertThat(failure.token().engine()).isEqualTo("random");
    return failure;
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aBodyThatBlocksInJavaIsNamed(ThreadKind threads) {
    CountDownLatch never = new CountDownLatch(1);
    Failure failure =
        stuck(
            threads,
            Scenario.named("blocks")
                .process(
                    "blocker",
                    c -> {
                      c.memory().getLongVolatile(0);
                      never.await();
                    })
                .process("other", c -> c.memory().getLongVolatile(0))
                .build());
    never.countDown();
    assertThat(failure.message()).contains("process=blocker").contains("ThreadsTest");
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aBodyThatLoopsInJavaIsNamed(ThreadKind threads) {
    AtomicBoolean stop = new AtomicBoolean();
    Failure failure =
        stuck(
            threads,
            Scenario.named("loops")
                .process(
                    "looper",
                    c -> {
                      c.memory().getLongVolatile(0);
                      while (!stop.get()) {
                        Thread.onSpinWait();
                      }
                    })
                .build());
    stop.set(true);
    assertThat(failure.message()).contains("process=looper").contains("ThreadsTest");
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aBodyThatCatchesEverythingIsGivenUp(ThreadKind threads) {
    AtomicBoolean stop = new AtomicBoolean();
    Scenario scenario =
        Scenario.named("catches")
            .process(
                "stubborn",
                c -> {
                  while (!stop.get()) {
                    try {
                      c.memory().getLongVolatile(0);
                    } catch (Throwable ignored) {
                      c.memory().getLongVolatile(8);
                    } finally {
                      swallow(c.memory());
                    }
                  }
                })
            .process("failing", c -> c.require(c.memory().getLongVolatile(0) != 0, "zero"))
            .build();
    Failure failure = Sampled.fails(scenario, FailureKind.ASSERTION, options(threads));
    assertThat(failure.message()).isEqualTo("failing: zero");
    stop.set(true);
  }

  private static void swallow(SharedMemory memory) {
    try {
      memory.getLongVolatile(16);
    } catch (Throwable ignored) {
      // A body should not do this.
    }
  }

  private static SamplingOptions options(ThreadKind threads) {
    return SamplingOptions.ofSeed(3).on(threads);
  }

  @Test
  void theDeadDoNotWriteOrRecordWhileTheyAreBuried() {
    Sampled.passes(
        Scenario.named("finally")
            .process(
                "victim",
                c -> {
                  try {
                    c.memory().setLongVolatile(0, 1);
                    c.memory().setLongVolatile(0, 2);
                  } finally {
                    c.record("left", 1);
                    c.memory().setLongVolatile(8, c.memory().getLongVolatile(0));
                  }
                })
            .atEnd(
                "nothing after death",
                end -> {
                  if (end.killed("victim")) {
                    boolean alive = end.recorded("victim", "left").size() == 1;
                    end.require(
                        alive || end.memory().getLongVolatile(8) == 0, "the dead have written");
                    end.require(end.memory().getLongVolatile(0) <= 2, "impossible");
                  }
                })
            .faults(Faults.NONE.killing(1, "victim"))
            .build());
  }

  @Test
  void everyStepOfAVictimIsSwept() {
    Scenario scenario =
        Scenario.named("sweep")
            .process(
                "victim",
                c -> {
                  for (int i = 1; i <= 50; i++) {
                    c.memory().setLongVolatile(0, i);
                  }
                })
            .afterDeathOf(
                "victim",
                "heir",
                c -> c.require(c.memory().getLongVolatile(0) != 37, "died at the 37th"))
            .faults(Faults.NONE.killing(1, "victim"))
            .build();
    Verdict verdict =
        new SamplingEngine(5)
            .check(scenario, new Budget(Duration.ofSeconds(60), 80, 1_000), Progress.NONE);
    assertThat(verdict.failure().orElseThrow().message()).contains("died at the 37th");
  }

  @Test
  void aBudgetOfOneRunsBodiesOnce() {
    AtomicInteger runs = new AtomicInteger();
    Scenario scenario =
        Scenario.named("once")
            .process(
                "one",
                c -> {
                  runs.incrementAndGet();
                  c.memory().getLongVolatile(0);
                })
            .build();
    Budget one = new Budget(Duration.ofSeconds(60), 1, 1_000);
    assertThat(new SamplingEngine(1).check(scenario, one, Progress.NONE).executions()).isEqualTo(1);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aScheduleThatDoesNotFitIsNotIgnored() {
    Scenario scenario =
        Scenario.named("fit")
            .process("one", c -> c.memory().getLongVolatile(0))
            .process("two", c -> c.memory().getLongVolatile(0))
            .build();
    SamplingEngine engine = new SamplingEngine(1);
    assertThat(replayed(engine, scenario, "ab")).isEmpty();
    assertThat(replayed(engine, scenario, "a").orElseThrow())
        .contains("expected=the end of the execution")
        .contains("two runs, next is read");
    assertThat(replayed(engine, scenario, "aab").orElseThrow()).contains("one run");
    assertThat(replayed(engine, scenario, "abT").orElseThrow()).contains("two time out");
    assertThat(replayed(engine, scenario, "abz").orElseThrow()).contains("there are 2 processes");
    assertThat(replayed(engine, scenario, "abb").orElseThrow()).contains("two has ended");
    assertThatThrownBy(() -> engine.replay(scenario, ReplayToken.parse("v1:other:schedule:ab")))
        .hasMessageContaining("token is of another scenario");
    assertThatThrownBy(() -> engine.replay(scenario, ReplayToken.parse("v1:fit:random:zz")))
        .hasMessageContaining("malformed");
    assertThatThrownBy(() -> engine.replay(scenario, ReplayToken.parse("v1:fit:random:1.l9.k7-3")))
        .hasMessageContaining("process=7");
  }

  private static Optional<String> replayed(SamplingEngine engine, Scenario scenario, String text) {
    Verdict verdict = engine.replay(scenario, new ReplayToken(scenario.name(), "schedule", text));
    verdict
        .failure()
        .ifPresent(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.NONDETERMINISM));
    return verdict.failure().map(Failure::message);
  }

  @Test
  void aBodyThatDependsOnSomethingElseIsShownWithBothValues() {
    AtomicInteger outside = new AtomicInteger();
    Failure failure =
        Sampled.check(
                Scenario.named("outside-state")
                    .fields(names -> names.word(0, 8, "box.word"))
                    .process("one", c -> c.memory().setLongVolatile(0, outside.incrementAndGet()))
                    .build())
            .failure()
            .orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.NONDETERMINISM);
    assertThat(failure.message())
        .contains("step=1, expected=one write box.word read=0 written=")
        .contains("actual=one write box.word");
  }

  @Test
  void theThroughputIsPrinted() {
    Scenario scenario =
        Scenario.named("throughput")
            .process("one", ThreadsTest::small)
            .process("two", ThreadsTest::small)
            .build();
    for (ThreadKind threads : ThreadKind.values()) {
      Budget budget = new Budget(Duration.ofSeconds(1), Long.MAX_VALUE, 1_000);
      SamplingEngine engine = new SamplingEngine(options(threads));
      engine.check(scenario, budget, Progress.NONE);
      Duration before = processorTime();
      Verdict verdict = engine.check(scenario, budget, Progress.NONE);
      long micros = processorTime().minus(before).toNanos() / 1_000 + 1;
      assertThat(verdict.failure()).isEmpty();
      System.out.println(
          "sampling on "
              + threads.name().toLowerCase(java.util.Locale.ROOT)
              + " threads: "
              + verdict.executions() * 1_000_000 / micros
              + " executions of 12 steps per second of processor time");
    }
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void small(ProcessContext c) {
    for (int i = 0; i < 3; i++) {
      c.memory().getAndAddLong(0, 1);
      c.memory().getLongAcquire(8);
    }
  }
}
