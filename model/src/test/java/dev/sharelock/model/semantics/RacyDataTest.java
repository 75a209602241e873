package dev.sharelock.model.semantics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data that is racy by design: which values its plain reads may return. */
class RacyDataTest {
  private static final long FLAG = 0;
  private static final long PAYLOAD = 64;
  private static final long HALVES = 0x0000_0001_0000_0001L;

  private static Scenario.Builder racy(int granule) {
    return Scenario.named("test.racy")
        .fields(names -> names.data(PAYLOAD, 16, "test.payload"))
        .racyByDesign("test.payload", granule);
  }

  private static String recorded(EndState end) {
    return end.recorded("r", "v").stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** All outcomes under rc11 are these, and sampling meets no other ones and not only one. */
  private static void has(Supplier<Scenario.Builder> scenario, String... outcomes) {
    Outcomes.Found all = Outcomes.all(MemoryModel.RC11, scenario.get(), RacyDataTest::recorded);
    assertThat(all.outcomes()).containsExactlyInAnyOrder(outcomes);
    Set<String> sampled = Outcomes.sampled(scenario.get(), RacyDataTest::recorded);
    assertThat(all.outcomes()).containsAll(sampled);
    assertThat(sampled).hasSameSizeAs(outcomes);
  }

  @Test
  void aReadOfTwoGranulesMayBeTorn() {
    has(
        () ->
            racy(4)
                .process("w", c -> c.memory().writeLong(PAYLOAD, HALVES))
                .process("r", c -> c.record("v", Long.toHexString(c.memory().readLong(PAYLOAD)))),
        "0",
        "1",
        "100000000",
        "100000001");
  }

  @Test
  void aReadOfBytesMayBeTornBetweenThem() {
    Supplier<Scenario.Builder> bytes =
        () ->
            racy(1)
                .process("w", c -> c.memory().writeShort(PAYLOAD, (short) 0x101))
                .process("r", c -> c.record("v", (int) c.memory().readShort(PAYLOAD)));
    has(bytes, "0", "1", "256", "257");
    has(
        () ->
            racy(4)
                .process("w", c -> c.memory().writeInt(PAYLOAD, 0x101))
                .process("r", c -> c.record("v", (int) c.memory().readShort(PAYLOAD))),
        "0",
        "257");
  }

  private static Scenario.Builder twoReads() {
    return racy(4)
        .process("w", c -> c.memory().writeInt(PAYLOAD, 1))
        .process(
            "r",
            c -> {
              c.record("v", c.memory().readInt(PAYLOAD));
              c.record("v", c.memory().readInt(PAYLOAD));
            });
  }

  @Test
  void aReadMayBeStaleAfterAFreshOne() {
    has(RacyDataTest::twoReads, "0 0", "0 1", "1 0", "1 1");
    for (MemoryModel strong : Set.of(MemoryModel.SC, MemoryModel.TSO)) {
      assertThat(Outcomes.all(strong, twoReads(), RacyDataTest::recorded).outcomes())
          .containsExactly("0 0", "0 1", "1 1");
    }
  }

  /** The writer publishes after its first write or after its second one. */
  private static Scenario.Builder published(boolean second) {
    return racy(4)
        .process(
            "w",
            c -> {
              c.memory().writeInt(PAYLOAD, 1);
              if (!second) {
                c.memory().setIntRelease(FLAG, 1);
              }
              c.memory().writeInt(PAYLOAD, 2);
              if (second) {
                c.memory().setIntRelease(FLAG, 1);
              }
            })
        .process(
            "r",
            c -> {
              c.record("v", c.memory().getIntAcquire(FLAG));
              c.record("v", c.memory().readInt(PAYLOAD));
            });
  }

  @Test
  void aValueThatWasReplacedBeforeIsNotRead() {
    has(() -> published(true), "0 0", "0 1", "0 2", "1 2");
    has(() -> published(false), "0 0", "0 1", "0 2", "1 1", "1 2");
  }

  @Test
  void theLastOfTwoUnorderedWritesIsEither() {
    Supplier<Scenario.Builder> writers =
        () ->
            racy(4)
                .process("a", c -> c.memory().writeInt(PAYLOAD, 1))
                .process("b", c -> c.memory().writeInt(PAYLOAD, 2));
    Outcomes.Found all =
        Outcomes.all(MemoryModel.RC11, writers.get(), end -> "" + end.memory().readInt(PAYLOAD));
    assertThat(all.outcomes()).containsExactly("1", "2");
    assertThat(all.executions()).isEqualTo(2);
  }

  /** Each granule by itself has one execution per value, and nothing is seen twice. */
  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void executionsAreThoseOfIndependentGranules(MemoryModel model) {
    Scenario.Builder scenario =
        racy(4)
            .process("w", c -> c.memory().writeLong(PAYLOAD, HALVES))
            .process("r", c -> c.record("v", c.memory().readLong(PAYLOAD)));
    assertThat(Outcomes.all(model, scenario, RacyDataTest::recorded).executions()).isEqualTo(4);
  }

  /** What of a sequence lock is left out. */
  private enum Lock {
    WHOLE,
    NO_FENCE_IN_READER,
    NO_FENCE_IN_WRITER,
    NO_RELEASE,
    NO_ACQUIRE
  }

  private static Body writer(Lock lock) {
    return c -> {
      SharedMemory memory = c.memory();
      memory.setIntOpaque(FLAG, 1);
      if (lock != Lock.NO_FENCE_IN_WRITER) {
        memory.releaseFence();
      }
      memory.writeLong(PAYLOAD, HALVES);
      if (lock == Lock.NO_RELEASE) {
        memory.setIntOpaque(FLAG, 2);
      } else {
        memory.setIntRelease(FLAG, 2);
      }
    };
  }

  private static Body reader(Lock lock) {
    return c -> {
      SharedMemory memory = c.memory();
      int before = lock == Lock.NO_ACQUIRE ? memory.getIntOpaque(FLAG) : memory.getIntAcquire(FLAG);
      long value = memory.readLong(PAYLOAD);
      if (lock != Lock.NO_FENCE_IN_READER) {
        memory.acquireFence();
      }
      int after = memory.getIntOpaque(FLAG);
      if (before == after && before % 2 == 0) {
        c.require(value == before / 2 * HALVES, "torn or stale: " + before + ", " + value);
      }
    };
  }

  private static Scenario lock(Lock lock) {
    return racy(4).process("w", writer(lock)).process("r", reader(lock)).build();
  }

  @ParameterizedTest
  @EnumSource(Lock.class)
  void aSequenceLockNeedsAllItsOrderings(Lock lock) {
    if (lock == Lock.WHOLE) {
      Outcomes.both().forEach(engine -> Outcomes.passes(engine, lock(lock)));
    } else {
      Engine exhaustive = ExhaustiveEngine.under(MemoryModel.RC11);
      Failure failure = Outcomes.failure(exhaustive, lock(lock), FailureKind.ASSERTION);
      assertThat(failure.message()).contains("torn or stale");
      assertThat(failure.events()).anyMatch(e -> e.kind() == EventKind.DATA_READ);
    }
  }

  /** The memory of sampling delays no word, but it shows older values of racy data. */
  @Test
  void samplingFindsAReaderWithoutItsFence() {
    Engine engine = new SamplingEngine(1);
    Failure failure = Outcomes.failure(engine, staleAfterPublication(), FailureKind.ASSERTION);
    assertThat(failure.events())
        .anyMatch(e -> e.kind() == EventKind.DATA_READ && e.readFrom() == -1);
  }

  private static Scenario staleAfterPublication() {
    return racy(4)
        .process(
            "w",
            c -> {
              c.memory().writeInt(PAYLOAD, 1);
              c.memory().setIntOpaque(FLAG, 1);
            })
        .process(
            "r",
            c -> {
              if (c.memory().getIntAcquire(FLAG) == 1) {
                c.require(c.memory().readInt(PAYLOAD) == 1, "stale");
              }
            })
        .build();
  }

  /** A reader that looks again, and waits while a write is under way. */
  @Test
  void aReaderOfASequenceLockThatTriesAgainComesToAnEnd() {
    Supplier<Scenario.Builder> trying =
        () ->
            racy(4)
                .process("w", writer(Lock.WHOLE))
                .process(
                    "r",
                    c -> {
                      SharedMemory memory = c.memory();
                      while (true) {
                        int before = memory.getIntAcquire(FLAG);
                        long value = memory.readLong(PAYLOAD);
                        memory.acquireFence();
                        if (before % 2 == 0 && memory.getIntOpaque(FLAG) == before) {
                          c.record("v", before + ":" + Long.toHexString(value));
                          return;
                        }
                        c.environment().spinHint();
                      }
                    });
    has(trying, "0:0", "2:100000001");
  }

  @Test
  void otherRacesStayFailures() {
    Scenario scenario =
        racy(4)
            .process("w", c -> c.memory().writeLong(PAYLOAD + 12, 1))
            .process("r", c -> c.memory().readLong(PAYLOAD + 12))
            .build();
    for (Engine engine : Outcomes.both()) {
      Outcomes.failure(engine, scenario, FailureKind.DATA_RACE);
    }
  }

  @Test
  void racyDataIsNoWord() {
    Scenario scenario = racy(4).process("w", c -> c.memory().getIntOpaque(PAYLOAD)).build();
    for (Engine engine : Outcomes.both()) {
      Failure failure = Outcomes.failure(engine, scenario, FailureKind.EXCEPTION);
      assertThat(failure.message()).contains("racy data is accessed atomically", "test.payload");
    }
  }

  @Test
  void aPartOfAGranuleIsNotWritten() {
    Scenario scenario =
        racy(4).process("w", c -> c.memory().writeShort(PAYLOAD, (short) 1)).build();
    for (Engine engine : Outcomes.both()) {
      Failure failure = Outcomes.failure(engine, scenario, FailureKind.EXCEPTION);
      assertThat(failure.message()).contains("granule", "test.payload");
    }
  }

  @Test
  void aWrongDeclarationIsRefused() {
    Scenario.Builder unknown =
        Scenario.named("test.unknown").racyByDesign("nothing").process("p", c -> {});
    assertThatThrownBy(unknown::build).hasMessageContaining("field=nothing");
    Scenario.Builder uneven =
        Scenario.named("test.uneven")
            .fields(names -> names.data(2, 4, "test.odd"))
            .racyByDesign("test.odd")
            .process("p", c -> {});
    assertThatThrownBy(uneven::build).hasMessageContaining("whole granules");
  }
}
