package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.util.List;

/**
 * Checks invariants along one interleaving of each sequentially consistent execution, after every
 * write, and at the end of every other execution. An execution stands for all interleavings of
 * independent steps; the invariant is looked at in one of them, so what it relates should not be
 * written by independent steps.
 */
final class Invariants {
  private final List<Scenario.Invariant> invariants;
  private final Locations locations;

  Invariants(List<Scenario.Invariant> invariants, Locations locations) {
    this.invariants = invariants;
    this.locations = locations;
  }

  void check(ExecutionGraph graph) {
    Linearization.Result order = Linearization.of(graph);
    if (!order.sequentiallyConsistent()) {
      check(new ImageMemory(FinalMemory.of(graph, locations), false));
      return;
    }
    byte[] content = locations.initialMemory().clone();
    SharedMemory memory = new ImageMemory(content, false);
    DataImage image = new DataImage(content, 0);
    check(memory);
    for (Event event : order.events()) {
      if (event.kind == Event.DATA_WRITE) {
        byte[] written = (byte[]) event.payload;
        System.arraycopy(written, 0, content, (int) event.operand, written.length);
        check(memory);
      } else if (event.kind == Event.WRITE && !locations.isGhost(event.location)) {
        int location = event.location;
        image.put(locations.offset(location), locations.bytes(location), event.value);
        check(memory);
      }
    }
  }

  private void check(SharedMemory memory) {
    for (Scenario.Invariant invariant : invariants) {
      try {
        invariant.check().check(memory);
      } catch (Exception | AssertionError thrown) {
        boolean plain = thrown instanceof AssertionError && thrown.getMessage() != null;
        String why = plain ? thrown.getMessage() : thrown.toString();
        throw new ExplorationFailure(FailureKind.INVARIANT, invariant.name() + ": " + why, thrown);
      }
    }
  }
}
