package dev.sharelock.model.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.CheckFailed;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import dev.sharelock.model.trace.TraceEvent;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the exhaustive engine finds in small worlds, and what it does not. */
class ExhaustiveEngineTest {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(1), 1_000_000, 2_000);
  private static final long WORD = 0;
  private static final long OTHER = 4;
  private static final long DATA = 64;

  /** Sleeps until the word is not 0. */
  private static final Body SLEEPER =
      context -> {
        SharedMemory memory = context.memory();
        while (memory.getIntAcquire(WORD) == 0) {
          memory.waitOn(WORD, 0, Deadline.NEVER);
        }
      };

  private static Verdict check(MemoryModel model, Scenario.Builder scenario) {
    return ExhaustiveEngine.under(model).check(scenario.build(), WHOLE, Progress.NONE);
  }

  private static void passes(MemoryModel model, Scenario.Builder scenario) {
    Verdict verdict = check(model, scenario);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    assertThat(verdict.executions()).isPositive();
  }

  /** The failure must come, and its token must bring it back. */
  private static Failure fails(MemoryModel model, Scenario.Builder builder, FailureKind kind) {
    Scenario scenario = builder.build();
    ExhaustiveEngine engine = ExhaustiveEngine.under(model);
    Failure failure = engine.check(scenario, WHOLE, Progress.NONE).failure().orElseThrow();
    assertThat(failure.kind()).as(failure.message()).isEqualTo(kind);
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again = engine.replay(scenario, token).failure().orElseThrow();
    assertThat(again.kind()).isEqualTo(kind);
    assertThat(again.message()).isEqualTo(failure.message());
    return failure;
  }

  private static Scenario.Builder messagePassing(boolean released) {
    return Scenario.named("test.message")
        .process(
            "writer",
            context -> {
              context.memory().writeLong(DATA, 7);
              if (released) {
                context.memory().setIntRelease(WORD, 1);
              } else {
                context.memory().setIntOpaque(WORD, 1);
              }
            })
        .process(
            "reader",
            context -> {
              if (context.memory().getIntAcquire(WORD) == 1) {
                context.require(context.memory().readLong(DATA) == 7, "stale");
              }
            });
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void dataIsSafeBehindAReleaseAndARaceWithoutIt(MemoryModel model) {
    passes(model, messagePassing(true));
    Failure race = fails(model, messagePassing(false), FailureKind.DATA_RACE);
    assertThat(race.message()).contains("writer writes", "reader reads");
    assertThat(race.events()).extracting(TraceEvent::kind).contains(EventKind.DATA_WRITE);
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void aSleeperIsWokenOrTheWakeUpIsMissed(MemoryModel model) {
    Body waker =
        context -> {
          context.memory().setIntRelease(WORD, 1);
          context.memory().wake(WORD, 1);
        };
    passes(model, Scenario.named("test.wake").process("w", waker).process("s", SLEEPER));
    Body silent = context -> context.memory().setIntRelease(WORD, 1);
    fails(
        model,
        Scenario.named("test.silent").process("w", silent).process("s", SLEEPER),
        FailureKind.LOST_WAKE_UP);
    fails(
        model,
        Scenario.named("test.two").process("w", waker).process("s", SLEEPER).process("t", SLEEPER),
        FailureKind.LOST_WAKE_UP);
  }

  /** The shape of every event count: publish, then look for sleepers; announce, then look. */
  private static Scenario.Builder announced(boolean heavy) {
    return Scenario.named("test.announced")
        .process(
            "w",
            context -> {
              SharedMemory memory = context.memory();
              memory.setIntOpaque(WORD, 1);
              memory.lightFence();
              if (memory.getIntOpaque(OTHER) != 0) {
                memory.wake(WORD, 1);
              }
            })
        .process(
            "s",
            context -> {
              SharedMemory memory = context.memory();
              memory.setIntOpaque(OTHER, 1);
              if (heavy) {
                memory.heavyFence();
              } else {
                memory.lightFence();
              }
              while (memory.getIntOpaque(WORD) == 0) {
                memory.waitOn(WORD, 0, Deadline.NEVER);
              }
            });
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void theHeavyFenceKeepsAWakeUpFromBeingLost(MemoryModel model) {
    passes(model, announced(true));
  }

  private static Scenario.Builder storeBuffering(boolean heavy) {
    return Scenario.named("test.buffering")
        .process("a", storeFenceLoad(WORD, OTHER, false))
        .process("b", storeFenceLoad(OTHER, WORD, heavy))
        .atEnd(
            "one sees the other",
            end ->
                end.require(
                    !end.recorded("a", "seen").equals(end.recorded("b", "seen"))
                        || end.recorded("a", "seen").get(0).equals(1),
                    "both miss"));
  }

  private static Body storeFenceLoad(long mine, long yours, boolean heavy) {
    return context -> {
      context.memory().setIntOpaque(mine, 1);
      if (heavy) {
        context.memory().heavyFence();
      } else {
        context.memory().lightFence();
      }
      context.record("seen", context.memory().getIntOpaque(yours));
    };
  }

  @Test
  void twoLightFencesOrderNothing() {
    passes(MemoryModel.RC11, storeBuffering(true));
    passes(MemoryModel.TSO, storeBuffering(true));
    passes(MemoryModel.SC, storeBuffering(false));
    fails(MemoryModel.RC11, storeBuffering(false), FailureKind.ASSERTION);
    fails(MemoryModel.TSO, storeBuffering(false), FailureKind.ASSERTION);
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void aWaitingLoopEndsOrIsADeadlock(MemoryModel model) {
    Body spinner =
        context -> {
          while (context.memory().getIntAcquire(WORD) != 2) {
            context.environment().spinHint();
          }
        };
    Body right = context -> context.memory().setIntRelease(WORD, 2);
    Body wrong = context -> context.memory().setIntRelease(WORD, 3);
    Scenario.Builder ends = Scenario.named("test.spin").process("s", spinner).process("w", right);
    assertThat(check(model, ends).executions()).isEqualTo(1);
    fails(
        model,
        Scenario.named("test.spin").process("s", spinner).process("w", wrong),
        FailureKind.DEADLOCK);
  }

  @Test
  void waitsTimeOutWhenNothingElseRunsAndEarlyWithinTheBudget() {
    Set<Object> outcomes = new TreeSet<>();
    Body timed =
        context -> {
          WaitOutcome outcome = context.memory().waitOn(WORD, 0, 1_000);
          context.record("outcome", outcome);
          boolean timedOut = outcome == WaitOutcome.TIMED_OUT;
          context.require(!timedOut || context.environment().nanoTime() >= 1_000, "too early");
        };
    Scenario.Builder scenario =
        Scenario.named("test.timed")
            .process("t", timed)
            .atEnd("note", end -> outcomes.add(end.recorded("t", "outcome").get(0)));
    passes(MemoryModel.RC11, scenario.faults(Faults.NONE));
    assertThat(outcomes).containsExactly(WaitOutcome.TIMED_OUT);
    passes(MemoryModel.RC11, scenario.faults(Faults.DEFAULT));
    assertThat(outcomes).containsExactly(WaitOutcome.WOKEN, WaitOutcome.TIMED_OUT);
  }

  @Test
  void aLoopThatWatchesTheClockGivesUp() {
    Body patient =
        context -> {
          while (context.memory().getIntOpaque(WORD) == 0) {
            if (context.environment().nanoTime() >= 1_000) {
              context.record("outcome", "gave up");
              return;
            }
            context.environment().spinHint();
          }
        };
    passes(
        MemoryModel.RC11,
        Scenario.named("test.clock")
            .process("p", patient)
            .atEnd("gave up", end -> end.require(!end.recorded("p", "outcome").isEmpty(), "no")));
  }

  @Test
  void aProcessDiesAfterEachStepThatOthersCanSee() {
    Set<String> seen = new TreeSet<>();
    Scenario.Builder scenario =
        Scenario.named("test.death")
            .process(
                "victim",
                context -> {
                  context.memory().setIntRelease(WORD, 1);
                  context.memory().setIntRelease(OTHER, 1);
                  context.memory().setIntRelease(WORD, 2);
                })
            .afterDeathOf(
                "victim",
                "heir",
                context ->
                    context.record(
                        "found",
                        context.memory().getIntOpaque(WORD)
                            + ","
                            + context.memory().getIntOpaque(OTHER)))
            .faults(Faults.NONE.killing(1, "victim"))
            .atEnd(
                "note", end -> seen.add(end.killed("victim") + "" + end.recorded("heir", "found")));
    passes(MemoryModel.RC11, scenario);
    assertThat(seen).containsExactly("false[]", "true[0,0]", "true[1,0]", "true[1,1]", "true[2,1]");
  }

  @Test
  void whoeverAsksIfAProcessLivesSeesAllThatADeadOneHasWritten() {
    Scenario.Builder scenario =
        Scenario.named("test.alive")
            .process(
                "victim",
                context -> {
                  context.memory().writeLong(DATA, 5);
                  context.memory().setIntOpaque(WORD, 1);
                })
            .process(
                "watcher",
                context -> {
                  if (!context.participants().isAlive(1)) {
                    boolean done = context.memory().getIntOpaque(WORD) == 1;
                    context.require(!done || context.memory().readLong(DATA) == 5, "lost");
                  }
                })
            .faults(Faults.NONE.killing(1, "victim"));
    passes(MemoryModel.JMM, scenario);
  }

  @Test
  void aLockDiesWithItsOwner() {
    Body locker =
        context -> {
          while (context.memory().compareAndExchangeIntAcquire(WORD, 0, 1) != 0) {
            context.environment().spinHint();
          }
          context.memory().setIntRelease(WORD, 0);
        };
    Scenario.Builder scenario =
        Scenario.named("test.lock").process("a", locker).process("b", locker);
    passes(MemoryModel.RC11, scenario.faults(Faults.NONE));
    fails(MemoryModel.RC11, scenario.faults(Faults.NONE.killing(1, "a")), FailureKind.DEADLOCK);
  }

  @Test
  void wordsHaveOneSizeAndAreAligned() {
    Body ints = context -> context.memory().setIntRelease(WORD, 1);
    Body longs = context -> context.memory().getLongAcquire(WORD);
    fails(
        MemoryModel.RC11,
        Scenario.named("test.sizes").process("i", ints).process("l", longs),
        FailureKind.MIXED_SIZE);
    Body crooked = context -> context.memory().getLongAcquire(OTHER);
    fails(
        MemoryModel.RC11,
        Scenario.named("test.aligned").process("c", crooked),
        FailureKind.MIXED_SIZE);
  }

  @Test
  void dataAndWordsShareBytesWhenTheyAreOrdered() {
    Scenario.Builder scenario =
        Scenario.named("test.reuse")
            .process(
                "a",
                context -> {
                  SharedMemory memory = context.memory();
                  memory.setIntOpaque(DATA, 3);
                  memory.fillBytes(DATA, 8, (byte) 1);
                  context.require(memory.getIntOpaque(DATA) == 0x01010101, "word after data");
                  memory.setIntOpaque(DATA + 4, 9);
                  context.require(memory.readInt(DATA + 4) == 9, "data after word");
                  memory.setIntRelease(WORD, 1);
                })
            .process(
                "b",
                context -> {
                  if (context.memory().getIntAcquire(WORD) == 1) {
                    context.require(context.memory().getIntOpaque(DATA) == 0x01010101, "word");
                    context.require(context.memory().readInt(DATA + 4) == 9, "data");
                  }
                });
    for (MemoryModel model : MemoryModel.values()) {
      passes(model, scenario);
    }
  }

  @Test
  void invariantsAreLookedAtBetweenSteps() {
    Body one =
        context -> {
          context.memory().setIntVolatile(WORD, 1);
          context.memory().setIntVolatile(OTHER, 1);
        };
    Scenario.Builder scenario =
        Scenario.named("test.invariant")
            .process("one", one)
            .invariant(
                "never apart",
                memory -> {
                  if (memory.getIntOpaque(WORD) != memory.getIntOpaque(OTHER)) {
                    throw new CheckFailed("apart");
                  }
                });
    fails(MemoryModel.SC, scenario, FailureKind.INVARIANT);
  }

  @Test
  void choicesAndWeakFailuresAreExplored() {
    Set<String> seen = new TreeSet<>();
    Scenario.Builder scenario =
        Scenario.named("test.choice")
            .process(
                "p",
                context -> {
                  int chosen = context.choose(3);
                  boolean done = context.memory().weakCompareAndSetInt(WORD, 0, 1);
                  context.record("all", chosen + " " + done);
                })
            .atEnd("note", end -> seen.add(end.recorded("p", "all").get(0).toString()));
    passes(MemoryModel.RC11, scenario);
    assertThat(seen).containsExactly("0 false", "0 true", "1 false", "1 true", "2 false", "2 true");
  }

  @Test
  void aBodyThatDoesNotRepeatItselfIsNoticed() {
    AtomicInteger calls = new AtomicInteger();
    Scenario scenario =
        Scenario.named("test.memory")
            .process(
                "a",
                context -> {
                  context.memory().setIntOpaque(WORD, calls.incrementAndGet());
                  context.memory().getIntOpaque(OTHER);
                })
            .process("b", context -> context.memory().setIntOpaque(OTHER, 1))
            .build();
    Verdict verdict =
        ExhaustiveEngine.under(MemoryModel.RC11).check(scenario, WHOLE, Progress.NONE);
    assertThat(verdict.failure().orElseThrow().kind()).isEqualTo(FailureKind.NONDETERMINISM);
  }

  @Test
  void anEndlessLoopIsALivelockAndExceptionsAreFailures() {
    Body endless =
        context -> {
          while (context.memory().getIntOpaque(WORD) == 0) {
            // No hint: the engine cannot know that this waits.
          }
        };
    Scenario.Builder loop = Scenario.named("test.endless").process("e", endless);
    Failure failure = check(MemoryModel.SC, loop).failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.LIVELOCK);
    assertThat(failure.message()).contains("process=e", "do: call spinHint");
    Body broken =
        context -> {
          throw new IllegalStateException("broken");
        };
    fails(
        MemoryModel.SC, Scenario.named("test.broken").process("b", broken), FailureKind.EXCEPTION);
  }

  @Test
  void aTokenOfAnotherScenarioOrEngineIsRefused() {
    Scenario scenario = messagePassing(true).build();
    ExhaustiveEngine engine = ExhaustiveEngine.under(MemoryModel.SC);
    ReplayToken foreign = ReplayToken.parse("v1:test.message:rc11:A0");
    assertThatThrownBy(() -> engine.replay(scenario, foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("engine=sc");
    ReplayToken garbled = ReplayToken.parse("v1:test.message:sc:0A");
    assertThatThrownBy(() -> engine.replay(scenario, garbled))
        .isInstanceOf(IllegalArgumentException.class);
    ReplayToken wrong = ReplayToken.parse("v1:test.message:sc:A0_17_");
    assertThat(engine.replay(scenario, wrong).failure().orElseThrow().kind())
        .isEqualTo(FailureKind.NONDETERMINISM);
  }

  /** A process that dies, or that waits, does not run its finally blocks: nobody cleans up. */
  @Test
  void finallyBlocksAreNoPartOfADeathOrOfAWait() {
    Body victim =
        context -> {
          try (CleanUp cleanUp = new CleanUp(context)) {
            cleanUp.context().memory().setIntVolatile(WORD, 1);
            context.memory().setIntVolatile(WORD, 2);
          }
        };
    Body reader =
        context -> {
          try {
            while (context.memory().getIntVolatile(WORD) != 2) {
              context.environment().spinHint();
            }
          } finally {
            context.memory().setIntVolatile(DATA, 1);
          }
        };
    Scenario.Builder scenario =
        Scenario.named("test.finally")
            .process("victim", victim)
            .daemon("reader", reader)
            .faults(Faults.NONE.killing(1, "victim"))
            .atEnd(
                "cleaned up only alive",
                end -> {
                  boolean through = end.memory().getIntVolatile(WORD) == 2;
                  boolean cleaned = end.memory().getIntVolatile(OTHER) == 1;
                  end.require(through || !cleaned, "a dead process has cleaned up");
                  int seen = end.memory().getIntVolatile(DATA);
                  end.require(through || seen == 0, "a waiting process has gone on");
                });
    passes(MemoryModel.RC11, scenario);
  }

  private record CleanUp(ProcessContext context) implements AutoCloseable {
    @Override
    public void close() {
      context.memory().setIntVolatile(OTHER, 1);
    }
  }
}
