package dev.sharelock.model.sampling;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.util.List;

/** What must hold after every step. */
final class Invariants {
  private final List<Scenario.Invariant> invariants;
  private final SharedMemory memory;

  Invariants(Scenario scenario, SharedMemory memory) {
    this.invariants = scenario.invariants();
    this.memory = memory;
  }

  /** The first that does not hold; null if all do. */
  Problem check() {
    for (Scenario.Invariant invariant : invariants) {
      try {
        invariant.check().check(memory);
      } catch (Exception | AssertionError broken) {
        String why = broken.getMessage() == null ? broken.toString() : broken.getMessage();
        return new Problem(FailureKind.INVARIANT, invariant.name() + ": " + why, broken);
      }
    }
    return null;
  }
}
