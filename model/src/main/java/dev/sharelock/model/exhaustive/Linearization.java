package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.List;

/**
 * An order of the events of a graph that all threads agree with. If the graph is sequentially
 * consistent it is an interleaving that explains it: acyclic(po ∪ rf ∪ mo ∪ fr); otherwise program
 * order and reads-from only.
 */
final class Linearization {
  private final ExecutionGraph graph;
  private final List<Event> order = new ArrayList<>();
  private boolean strict = true;

  private Linearization(ExecutionGraph graph) {
    this.graph = graph;
  }

  /** The events in order; those that only mark a wait are left out. */
  record Result(List<Event> events, boolean sequentiallyConsistent) {}

  static Result of(ExecutionGraph graph) {
    Linearization linearization = new Linearization(graph);
    linearization.run();
    return new Result(linearization.order, linearization.strict);
  }

  private void run() {
    if (!place()) {
      strict = false;
      order.clear();
      place();
    }
  }

  /** Places what can be placed; tells whether this is everything. */
  private boolean place() {
    Placing placing = new Placing(graph, strict);
    for (int t = 0; t >= 0; t = firstReady(placing)) {
      while (placing.canGoOn(t)) {
        // One thread goes on as long as it can, so that there are few switches.
        Event event = placing.place(t);
        if (event.kind != Event.BLOCK) {
          order.add(event);
        }
      }
    }
    return placing.isComplete();
  }

  private int firstReady(Placing placing) {
    for (int t = 0; t < graph.threads(); t++) {
      if (placing.canGoOn(t)) {
        return t;
      }
    }
    return -1;
  }
}
