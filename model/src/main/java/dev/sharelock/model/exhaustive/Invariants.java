package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * Checks invariants in every state of what they look at that a sequentially consistent execution
 * goes through, in whatever order its independent steps come; and at the end of every other
 * execution, whose memory is in no single state before. What an invariant looks at is found out by
 * watching it.
 */
final class Invariants {
  private static final int MOST_REMEMBERED = 1_000_000;

  private final List<Scenario.Invariant> invariants;
  private final Locations locations;
  private final Names names;
  private final BitSet looked = new BitSet();
  private final Set<Long> checked = new HashSet<>();

  Invariants(List<Scenario.Invariant> invariants, Locations locations, Names names) {
    this.invariants = invariants;
    this.locations = locations;
    this.names = names;
  }

  void check(ExecutionGraph graph) {
    if (invariants.isEmpty()) {
      return;
    }
    Linearization.Result order = Linearization.of(graph);
    if (!order.sequentiallyConsistent()) {
      look(FinalMemory.of(graph, locations), () -> "");
      return;
    }
    checkAlong(order.events());
    int known;
    do {
      known = looked.cardinality();
      States.visit(
          graph,
          locations,
          order.events(),
          looked,
          (content, made) -> look(content, () -> where(made)));
    } while (looked.cardinality() > known);
  }

  /** Checks along the interleaving that a trace shows, so that it is what a failure names. */
  private void checkAlong(List<Event> events) {
    byte[] content = locations.initialMemory().clone();
    DataImage image = new DataImage(content, 0);
    look(content, () -> "");
    for (Event event : events) {
      if (event.kind == Event.DATA_WRITE) {
        byte[] written = (byte[]) event.payload;
        System.arraycopy(written, 0, content, (int) event.operand, written.length);
        look(content, () -> "");
      } else if (event.kind == Event.WRITE && !locations.isGhost(event.location)) {
        int location = event.location;
        image.put(locations.offset(location), locations.bytes(location), event.value);
        look(content, () -> "");
      }
    }
  }

  private String where(Event[] made) {
    StringJoiner last = new StringJoiner(", ", " (in another order of independent steps: ", ")");
    for (int t = 0; t < made.length; t++) {
      String write = "has written nothing of it";
      if (made[t] != null) {
        boolean data = made[t].kind == Event.DATA_WRITE;
        long offset = data ? made[t].operand : locations.offset(made[t].location);
        write = "has just written " + names.at(offset) + (data ? "" : " = " + made[t].value);
      }
      last.add(names.process(t) + " " + write);
    }
    return last.toString();
  }

  private void look(byte[] content, Supplier<String> where) {
    if (checked.contains(stateOf(content))) {
      return;
    }
    int known = looked.cardinality();
    run(ImageMemory.watched(content, looked), where);
    if (looked.cardinality() > known || checked.size() > MOST_REMEMBERED) {
      checked.clear();
    }
    checked.add(stateOf(content));
  }

  /** A number that tells states of what is looked at apart. */
  private long stateOf(byte[] content) {
    long state = 0;
    for (int i = looked.nextSetBit(0); i >= 0; i = looked.nextSetBit(i + 1)) {
      state = (state ^ content[i] & 0xff) * 0x9E37_79B9_7F4A_7C15L;
      state ^= state >>> 29;
    }
    return state;
  }

  private void run(SharedMemory memory, Supplier<String> where) {
    for (Scenario.Invariant invariant : invariants) {
      try {
        invariant.check().check(memory);
      } catch (Exception | AssertionError thrown) {
        boolean plain = thrown instanceof AssertionError && thrown.getMessage() != null;
        String why = plain ? thrown.getMessage() : thrown.toString();
        throw new ExplorationFailure(
            FailureKind.INVARIANT, invariant.name() + ": " + why + where.get(), thrown);
      }
    }
  }
}
