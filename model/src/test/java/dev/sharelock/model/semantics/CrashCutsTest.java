package dev.sharelock.model.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Leeway;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a death leaves behind: a prefix of the stores, or with weak cuts more than that. */
class CrashCutsTest {
  private static final long X = 0;
  private static final long Y = 8;
  private static final long Z = 16;
  private static final Faults PREFIX = Faults.NONE.killing(1, "victim");
  private static final Faults WEAK = PREFIX.allowing(Leeway.WEAK_CRASH_CUTS);

  private static Scenario.Builder dying(Faults faults, Consumer<SharedMemory> victim) {
    return Scenario.named("test.cut")
        .process("victim", c -> victim.accept(c.memory()))
        .afterDeathOf(
            "victim",
            "survivor",
            c -> {
              c.record("v", c.memory().getIntOpaque(X));
              c.record("v", c.memory().getIntOpaque(Y));
            })
        .faults(faults);
  }

  private static String seen(EndState end) {
    return end.recorded("survivor", "v").stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  /** What a survivor sees of x and y with prefix cuts, and what more with weak ones. */
  private static void leaves(Consumer<SharedMemory> victim, Set<String> prefix, Set<String> more) {
    for (MemoryModel model : MemoryModel.values()) {
      Set<String> seen = new TreeSet<>(prefix);
      seen.add("");
      assertThat(Outcomes.all(model, dying(PREFIX, victim), CrashCutsTest::seen).outcomes())
          .isEqualTo(seen);
      seen.addAll(more);
      assertThat(Outcomes.all(model, dying(WEAK, victim), CrashCutsTest::seen).outcomes())
          .isEqualTo(seen);
    }
    Set<String> weak = new TreeSet<>(prefix);
    weak.add("");
    assertThat(Outcomes.sampled(dying(PREFIX, victim), CrashCutsTest::seen)).isEqualTo(weak);
    weak.addAll(more);
    assertThat(Outcomes.sampled(dying(WEAK, victim), CrashCutsTest::seen)).isEqualTo(weak);
  }

  @Test
  void opaqueStoresMayBeLostBeforeLaterOnes() {
    leaves(
        memory -> {
          memory.setIntOpaque(X, 1);
          memory.setIntOpaque(Y, 1);
        },
        Set.of("0 0", "1 0", "1 1"),
        Set.of("0 1"));
  }

  @Test
  void dataMayBeLostAsWell() {
    leaves(
        memory -> {
          memory.writeInt(Z, 7);
          memory.setIntOpaque(X, 1);
          memory.fillBytes(Z, 4, (byte) 1);
          memory.setIntOpaque(Y, memory.readInt(Z) == 0x01010101 ? 1 : 2);
        },
        Set.of("0 0", "1 0", "1 1"),
        Set.of("0 1"));
  }

  @Test
  void aStoreThatReleasesBringsOutAllBefore() {
    leaves(
        memory -> {
          memory.setIntOpaque(X, 1);
          memory.setIntRelease(Y, 1);
        },
        Set.of("0 0", "1 0", "1 1"),
        Set.of());
    leaves(
        memory -> {
          memory.setIntRelease(X, 1);
          memory.setIntOpaque(Y, 1);
        },
        Set.of("0 0", "1 0", "1 1"),
        Set.of("0 1"));
  }

  /** What ends the stores that may be lost. */
  private enum End {
    RELEASE_FENCE,
    STORE_STORE_FENCE,
    FULL_FENCE,
    HEAVY_FENCE,
    LIGHT_FENCE,
    VOLATILE_WRITE,
    UPDATE,
    WAKE;

    void run(SharedMemory memory) {
      switch (this) {
        case RELEASE_FENCE -> memory.releaseFence();
        case STORE_STORE_FENCE -> memory.storeStoreFence();
        case FULL_FENCE -> memory.fullFence();
        case HEAVY_FENCE -> memory.heavyFence();
        case LIGHT_FENCE -> memory.lightFence();
        case VOLATILE_WRITE -> memory.setIntVolatile(Z, 1);
        case UPDATE -> memory.getAndAddIntAcquire(Z, 1);
        case WAKE -> memory.wake(Z, 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void fencesAndUpdatesEndWhatMayBeLost(End end) {
    leaves(
        memory -> {
          memory.setIntOpaque(X, 1);
          end.run(memory);
          memory.setIntOpaque(Y, 1);
        },
        Set.of("0 0", "1 0", "1 1"),
        Set.of());
  }

  @Test
  void loadsAndTheirFencesDoNot() {
    leaves(
        memory -> {
          memory.setIntOpaque(X, 1);
          memory.getIntVolatile(Z);
          memory.acquireFence();
          memory.loadLoadFence();
          memory.setIntOpaque(Y, 1);
        },
        Set.of("0 0", "1 0", "1 1"),
        Set.of("0 1"));
  }

  @Test
  void storesToOneWordKeepTheirOrder() {
    leaves(
        memory -> {
          memory.setIntOpaque(X, 1);
          memory.setIntOpaque(Y, 1);
          memory.setIntOpaque(X, 2);
        },
        Set.of("0 0", "1 0", "1 1", "2 1"),
        Set.of("0 1", "2 0"));
  }

  @Test
  void theDyingProcessSeesItsOwnStores() {
    leaves(
        memory -> {
          memory.setIntOpaque(X, 1);
          memory.setIntOpaque(Y, 1 + memory.getIntOpaque(X));
        },
        Set.of("0 0", "1 0", "1 2"),
        Set.of("0 2"));
  }

  /** Two stores and the four ways to keep some of them, where the last kept is the last made. */
  @Test
  void everyCutIsExploredOnce() {
    Scenario.Builder scenario =
        dying(
            WEAK,
            memory -> {
              memory.setIntOpaque(X, 1);
              memory.setIntOpaque(Y, 1);
              memory.setIntOpaque(Z, 1);
            });
    Outcomes.Found found = Outcomes.all(MemoryModel.RC11, scenario, CrashCutsTest::seen);
    assertThat(found.executions()).as("8 subsets and no death").isEqualTo(9);
  }

  @Test
  void whoLosesAStoreUsesUpADeath() {
    Scenario.Builder two =
        Scenario.named("test.two")
            .process(
                "one",
                c -> {
                  c.memory().setIntOpaque(X, 1);
                  c.memory().setIntOpaque(Y, 1);
                })
            .process("two", c -> c.memory().setIntOpaque(Z, 1))
            .faults(Faults.NONE.killing(1, "one", "two").allowing(Leeway.WEAK_CRASH_CUTS));
    Outcomes.Found found =
        Outcomes.all(MemoryModel.RC11, two, end -> end.killed("one") + " " + end.killed("two"));
    assertThat(found.outcomes()).containsExactly("false false", "false true", "true false");
    assertThat(found.executions()).as("1 + 2 deaths of two + 4 cuts of one").isEqualTo(7);
  }

  /** A header is filled in and then declared valid, without an order between the two. */
  private static Scenario header(Faults faults, boolean released) {
    return Scenario.named("test.header")
        .process(
            "victim",
            c -> {
              c.memory().setIntOpaque(X, 7);
              if (released) {
                c.memory().setIntRelease(Y, 1);
              } else {
                c.memory().setIntOpaque(Y, 1);
              }
            })
        .afterDeathOf(
            "victim",
            "survivor",
            c ->
                c.require(
                    c.memory().getIntOpaque(Y) == 0 || c.memory().getIntOpaque(X) == 7,
                    "valid but empty"))
        .faults(faults)
        .build();
  }

  @Test
  void whatIsSafeWithPrefixCutsFailsWithWeakOnes() {
    for (Engine engine : Outcomes.both()) {
      Outcomes.passes(engine, header(PREFIX, false));
      Outcomes.passes(engine, header(WEAK, true));
      Failure failure = Outcomes.failure(engine, header(WEAK, false), FailureKind.ASSERTION);
      assertThat(failure.message()).contains("valid but empty");
      assertThat(failure.events()).anyMatch(event -> event.note().startsWith("loses "));
    }
  }
}
