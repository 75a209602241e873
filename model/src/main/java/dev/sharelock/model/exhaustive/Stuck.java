package dev.sharelock.model.exhaustive;

import dev.sharelock.model.trace.FailureKind;
import java.util.StringJoiner;

/** Says why threads wait in vain, and for what. */
final class Stuck {
  private final ExecutionGraph graph;
  private final Locations locations;
  private final Names names;

  Stuck(ExecutionGraph graph, Locations locations, Names names) {
    this.graph = graph;
    this.locations = locations;
    this.names = names;
  }

  ExplorationFailure failure() {
    StringJoiner waiting = new StringJoiner("; ");
    boolean sleeps = false;
    boolean lost = false;
    for (int t = 0; t < graph.threads(); t++) {
      Event last = graph.log(t).last();
      if (graph.log(t).completion != null || last == null || last.kind != Event.BLOCK) {
        continue;
      }
      boolean sleeping = last.operation == Event.WAIT;
      waiting.add(names.process(t) + (sleeping ? sleep(last) : spin(last)));
      sleeps |= sleeping;
      lost |= sleeping && isLost(t);
    }
    FailureKind kind =
        lost ? FailureKind.LOST_WAKE_UP : sleeps ? FailureKind.DEADLOCK : FailureKind.LIVELOCK;
    return new ExplorationFailure(kind, "no process can go on: " + waiting, null);
  }

  private String sleep(Event block) {
    int word = (int) block.value;
    return " sleeps on "
        + names.at(locations.offset(word))
        + " (expected "
        + expectedBy(block.thread)
        + ", now "
        + graph.cell(word).latest().value
        + ")";
  }

  private String spin(Event block) {
    String what =
        locations.isGhost(block.location)
            ? "the death of a process"
            : "a change of " + names.at(locations.offset(block.location));
    return " spins until " + what;
  }

  /** The value for which a thread sleeps: what it read before it queued. */
  private long expectedBy(int thread) {
    ThreadLog log = graph.log(thread);
    for (int i = log.count - 1; i >= 0; i--) {
      Event event = log.events[i];
      if (event.kind == Event.READ && !locations.isGhost(event.location)) {
        return event.value;
      }
    }
    return 0;
  }

  private boolean isLost(int thread) {
    int word = (int) graph.log(thread).last().value;
    return graph.cell(word).latest().value != expectedBy(thread);
  }
}
