package dev.sharelock.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import dev.sharelock.model.trace.TraceEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sleeping, waking, spinning and time. */
class WaitingTest {
  private static final long DATA = 0;
  private static final long WAITING = 64;
  private static final long SLICE = 1_000_000;

  private static Scenario.Builder named(String name) {
    return Scenario.named(name)
        .fields(
            names -> {
              names.word(DATA, Integer.BYTES, "box.data");
              names.word(WAITING, Integer.BYTES, "box.waiting");
            });
  }

  private static void produce(ProcessContext c) {
    SharedMemory memory = c.memory();
    memory.setIntRelease(DATA, 1);
    memory.fullFence();
    if (memory.getIntVolatile(WAITING) != 0) {
      memory.setIntVolatile(WAITING, 0);
      memory.wake(WAITING, 1);
    }
  }

  private static Body consumer(boolean rechecks, long slice) {
    return c -> {
      SharedMemory memory = c.memory();
      while (memory.getIntAcquire(DATA) == 0) {
        memory.setIntVolatile(WAITING, 1);
        if (!rechecks || memory.getIntVolatile(DATA) == 0) {
          memory.waitOn(WAITING, 1, Deadline.after(c.environment().nanoTime(), slice));
        }
      }
    };
  }

  @Test
  void aSleeperThatLooksAgainIsAlwaysWoken() {
    Sampled.passes(
        named("recheck")
            .process("producer", WaitingTest::produce)
            .process("consumer", consumer(true, Deadline.NEVER))
            .build());
  }

  @Test
  void aMissingLookBeforeSleepingIsALostWakeUpThoughTheWordIsUnchanged() {
    Failure failure =
        Sampled.fails(
            named("no-recheck")
                .process("producer", WaitingTest::produce)
                .process("consumer", consumer(false, Deadline.NEVER))
                .faults(Faults.NONE)
                .build(),
            FailureKind.LOST_WAKE_UP);
    assertThat(failure.message()).contains("consumer").contains("box.waiting").contains("now 1");
  }

  @Test
  void slicesHideALostWakeUpUnlessTheScenarioSaysThatNothingTimesOut() {
    Scenario.Builder sliced =
        named("sliced")
            .process("producer", WaitingTest::produce)
            .process("consumer", consumer(false, SLICE))
            .faults(Faults.NONE);
    Sampled.passes(sliced.build());
    Sampled.fails(sliced.untimed().build(), FailureKind.LOST_WAKE_UP);
  }

  @Test
  void slicesMayEndAfterADeathAlsoWhereNothingTimesOut() {
    Sampled.passes(
        named("waker-dies")
            .process(
                "producer",
                c -> {
                  c.memory().setIntVolatile(DATA, 1);
                  c.memory().wake(DATA, 1);
                })
            .process(
                "consumer",
                c -> {
                  while (c.memory().getIntVolatile(DATA) == 0 && c.participants().isAlive(1)) {
                    long end = Deadline.after(c.environment().nanoTime(), SLICE);
                    c.memory().waitOn(DATA, 0, end);
                  }
                })
            .faults(Faults.NONE.killing(1, "producer"))
            .untimed()
            .build());
  }

  @Test
  void endlessSlicesAreADeadlock() {
    Sampled.fails(
        named("slices-for-ever")
            .process("one", consumer(true, SLICE))
            .process("two", c -> c.memory().getIntVolatile(DATA))
            .faults(Faults.NONE)
            .build(),
        FailureKind.DEADLOCK);
  }

  @Test
  void whoDiesWithAWakeUpTakesItAlong() {
    Body sleeper =
        c -> {
          while (c.memory().getIntVolatile(DATA) == 0) {
            c.memory().waitOn(DATA, 0, Deadline.NEVER);
          }
          c.memory().wake(DATA, 1);
        };
    Scenario.Builder chain =
        named("wake-up-taken-along")
            .process("first", sleeper)
            .process("second", sleeper)
            .process(
                "waker",
                c -> {
                  c.memory().setIntVolatile(DATA, 1);
                  c.memory().wake(DATA, 1);
                });
    Sampled.passes(chain.build());
    Faults deaths = Faults.NONE.killing(1, "first", "second");
    Failure failure = Sampled.fails(chain.faults(deaths).build(), FailureKind.LOST_WAKE_UP);
    assertThat(failure.events()).anyMatch(event -> event.kind() == EventKind.KILL);
  }

  @Test
  void twoWhoWaitForEachOtherAreADeadlock() {
    Failure failure =
        Sampled.fails(
            named("deadlock")
                .process("one", c -> lockBoth(c, DATA, WAITING))
                .process("two", c -> lockBoth(c, WAITING, DATA))
                .faults(Faults.NONE)
                .build(),
            FailureKind.DEADLOCK);
    assertThat(failure.message())
        .contains("one sleeps on box.waiting")
        .contains("two sleeps on box.data");
  }

  private static void lockBoth(ProcessContext c, long first, long second) {
    lock(c.memory(), first);
    lock(c.memory(), second);
    unlock(c.memory(), second);
    unlock(c.memory(), first);
  }

  private static void lock(SharedMemory memory, long lock) {
    while (memory.getAndSetInt(lock, 1) != 0) {
      memory.waitOn(lock, 1, Deadline.NEVER);
    }
  }

  private static void unlock(SharedMemory memory, long lock) {
    memory.setIntRelease(lock, 0);
    memory.wake(lock, 1);
  }

  @Test
  void spinningEndsWhenTheWordChangesAndOnlyThen() {
    Body spinner =
        c -> {
          while (c.memory().getIntAcquire(DATA) == 0) {
            c.environment().spinHint();
          }
        };
    Sampled.passes(
        named("spin")
            .process("spinner", spinner)
            .process("writer", c -> c.memory().setIntRelease(DATA, 1))
            .build());
    Failure failure =
        Sampled.fails(named("spin-for-ever").process("s", spinner).build(), FailureKind.DEADLOCK);
    assertThat(failure.message()).contains("s spins until a change of box.data");
  }

  @Test
  void spinningAgainstTheClockEnds() {
    Sampled.passes(
        named("spin-until")
            .process(
                "spinner",
                c -> {
                  long end = Deadline.after(c.environment().nanoTime(), 5_000_000_000L);
                  while (!Deadline.passed(end, c.environment().nanoTime())) {
                    c.environment().spinHint();
                  }
                })
            .build());
  }

  @Test
  void aDaemonMayBeLeftWaiting() {
    Verdict verdict =
        Sampled.check(
            named("daemon")
                .daemon("server", c -> c.memory().waitOn(DATA, 0, Deadline.NEVER))
                .process("client", c -> c.memory().getIntVolatile(DATA))
                .faults(Faults.NONE)
                .build());
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.blocked()).isEqualTo(verdict.executions());
  }

  @Test
  void aWaitMayEndEarlyWithoutAReasonAndOnlyIfTheScenarioAllowsIt() {
    Body sleeper =
        c -> {
          WaitOutcome outcome = c.memory().waitOn(DATA, 0, SLICE);
          c.require(outcome != WaitOutcome.WOKEN, "woken");
          boolean early = c.environment().nanoTime() < SLICE;
          c.require(outcome == WaitOutcome.CHANGED || !early, "early");
        };
    Faults none = Faults.NONE;
    Sampled.passes(named("waits-to-the-end").process("p", sleeper).faults(none).build());
    Sampled.fails(
        named("spurious").process("p", sleeper).faults(Faults.DEFAULT).build(),
        FailureKind.ASSERTION);
  }

  @Test
  void wakesComeInTheOrderOfSleepingUnlessAskedOtherwise() {
    Body sleeper = c -> c.memory().waitOn(DATA, 0, Deadline.NEVER);
    Scenario scenario =
        named("order")
            .daemon("one", sleeper)
            .daemon("two", sleeper)
            .process("waker", c -> c.memory().wake(DATA, 1))
            .faults(Faults.NONE)
            .build();
    int overtaken = 0;
    for (int seed = 0; seed < 100; seed++) {
      SamplingOptions options = SamplingOptions.ofSeed(seed);
      assertThat(overtakes(new SamplingEngine(options).sample(scenario))).isFalse();
      Recording any = new SamplingEngine(options.wakingAny()).sample(scenario);
      if (overtakes(any)) {
        overtaken++;
        requireReplayable(scenario, any);
      }
    }
    assertThat(overtaken).isPositive();
  }

  /** That wakes choose is part of the token: nobody has to say it again. */
  private static void requireReplayable(Scenario scenario, Recording recording) {
    String schedule = recording.schedule().encode();
    ReplayToken token = new ReplayToken(scenario.name(), "schedule", schedule);
    Recording again = new SamplingEngine(0).record(scenario, token);
    assertThat(again.events()).isEqualTo(recording.events());
    assertThat(again.failure()).isEmpty();
  }

  @Test
  void seedsSayWhetherWakesChoose() {
    Scenario scenario =
        named("unlucky")
            .daemon("one", c -> c.memory().waitOn(DATA, 0, Deadline.NEVER))
            .process("waker", c -> c.memory().wake(DATA, 1))
            .process("chooser", WaitingTest::choosesAndFails)
            .faults(Faults.NONE)
            .build();
    SamplingOptions options = SamplingOptions.ofSeed(5).wakingAny();
    Failure failure =
        new SamplingEngine(options)
            .check(scenario, new Budget(Duration.ofSeconds(20), 50, 400), Progress.NONE)
            .failure()
            .orElseThrow();
    assertThat(failure.token().payload()).contains(".w.s400");
    Failure again = new SamplingEngine(0).replay(scenario, failure.token()).failure().orElseThrow();
    assertThat(again.token()).isEqualTo(failure.token());
    assertThat(again.events()).isEqualTo(failure.events());
  }

  /** Chooses so often that its schedule is no short token. */
  private static void choosesAndFails(ProcessContext context) {
    for (int i = 0; i < 90; i++) {
      context.choose(2);
    }
    context.require(false, "always");
  }

  private static boolean overtakes(Recording recording) {
    int first = -1;
    for (TraceEvent event : recording.events()) {
      if (event.kind() == EventKind.WAIT && event.note().equals("sleeps") && first < 0) {
        first = event.process();
      } else if (event.kind() == EventKind.WAIT && event.note().equals("wakes")) {
        return event.process() != first;
      }
    }
    return false;
  }
}
