package dev.sharelock.model.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** In which states of an execution invariants are looked at. */
class InvariantsTest {
  private static final long X = 0;
  private static final long Y = 8;
  private static final long Z = 16;

  private static Scenario.Builder named(String name) {
    return Scenario.named("test." + name)
        .fields(names -> names.word(X, 4, "test.x"))
        .fields(names -> names.word(Y, 4, "test.y"))
        .faults(Faults.NONE);
  }

  /** Independent steps: one graph, and all pairs of what the two have done. */
  @Test
  void everyStateOfIndependentStepsIsSeen() {
    Set<String> states = new TreeSet<>();
    Scenario scenario =
        named("independent")
            .process(
                "one",
                c -> {
                  c.memory().setIntOpaque(X, 1);
                  c.memory().setIntOpaque(Z, 1);
                  c.memory().setIntOpaque(X, 2);
                })
            .process("two", c -> c.memory().setIntOpaque(Y, 1))
            .invariant("seen", memory -> states.add(pair(memory)))
            .build();
    Outcomes.passes(ExhaustiveEngine.under(MemoryModel.RC11), scenario);
    assertThat(states).containsExactly("0 0", "0 1", "1 0", "1 1", "2 0", "2 1");
  }

  private static String pair(SharedMemory memory) {
    return memory.getIntPlain(X) + " " + memory.getIntPlain(Y);
  }

  /** What comes after a read of a write comes after that write. */
  @Test
  void statesThatNoOrderLeadsToAreNotSeen() {
    Set<String> states = new TreeSet<>();
    Scenario scenario =
        named("ordered")
            .process("one", c -> c.memory().setIntRelease(X, 1))
            .process(
                "two",
                c -> {
                  if (c.memory().getIntAcquire(X) == 1) {
                    c.memory().setIntRelease(Y, 1);
                  }
                })
            .invariant("seen", memory -> states.add(pair(memory)))
            .build();
    Outcomes.passes(ExhaustiveEngine.under(MemoryModel.RC11), scenario);
    assertThat(states).containsExactly("0 0", "1 0", "1 1");
  }

  /** The last state of one with the first of the other is on no way that runs one after two. */
  @Test
  void aStateBesideTheTraceIsAFailureAndSaysWhere() {
    Scenario scenario =
        named("beside")
            .process(
                "one",
                c -> {
                  c.memory().setIntOpaque(X, 1);
                  c.memory().setIntOpaque(X, 2);
                })
            .process(
                "two",
                c -> {
                  c.memory().setIntOpaque(Y, 1);
                  c.memory().setIntOpaque(Y, 2);
                })
            .invariant(
                "never both 1",
                memory -> {
                  if (pair(memory).equals("1 1")) {
                    throw new AssertionError("both are 1");
                  }
                })
            .build();
    Failure failure =
        Outcomes.failure(ExhaustiveEngine.under(MemoryModel.RC11), scenario, FailureKind.INVARIANT);
    assertThat(failure.message())
        .contains("never both 1: both are 1")
        .contains("one has just written test.x = 1, two has just written test.y = 1");
  }

  /** An invariant that looks further only where it has seen something. */
  @Test
  void whatItLooksAtMayDependOnWhatItHasSeen() {
    Set<String> states = new TreeSet<>();
    Scenario scenario =
        named("further")
            .process("one", c -> c.memory().setIntOpaque(X, 1))
            .process(
                "two",
                c -> {
                  c.memory().writeInt(Y, 1);
                  c.memory().writeInt(Y, 2);
                })
            .invariant(
                "seen",
                memory -> states.add(memory.getIntPlain(X) == 0 ? "-" : "" + memory.readInt(Y)))
            .build();
    Outcomes.passes(ExhaustiveEngine.under(MemoryModel.RC11), scenario);
    assertThat(states).containsExactly("-", "0", "1", "2");
  }
}
