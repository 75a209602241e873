package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.List;

/**
 * An exploration that is not finished: its parts in order, each with what was counted in it and the
 * graphs that are pending. A graph is named by the way to it from the root, and checked by a hash,
 * so that a scenario or an engine that has changed since is noticed.
 *
 * @param heading what is explored
 * @param parts the parts in order
 */
record Checkpoint(Heading heading, List<Stretch> parts) {

  /**
   * What is explored and how; all of it must be the same when the exploration is taken up.
   *
   * @param version of the library
   * @param scenario the name of the scenario
   * @param options everything that decides which executions there are
   * @param setUp a hash of the memory at the beginning
   */
  record Heading(String version, String scenario, String options, int setUp) {}

  /** A part: what was counted, and the pending graphs in the order of exploration. */
  record Stretch(Tally tally, List<Place> pending) {}

  /** A pending graph: which child to take at each level, and a hash of what is then found. */
  record Place(int[] children, int hash) {}

  /** The state of a search between two steps. */
  static Checkpoint of(Heading heading, Search search) {
    List<Stretch> parts = new ArrayList<>();
    for (Part part = search.first(); part != null; part = part.next()) {
      List<Place> pending = new ArrayList<>();
      for (ExecutionGraph graph : part.pending().reversed()) {
        int[] children = graph.descent == null ? new int[0] : graph.descent.toArray();
        pending.add(new Place(children, hash(graph)));
      }
      Tally tally = new Tally();
      tally.add(part.tally());
      parts.add(new Stretch(tally, pending));
    }
    return new Checkpoint(heading, parts);
  }

  /** A hash that does not depend on how locations are numbered. */
  static int hash(ExecutionGraph graph) {
    int hash = graph.stamp;
    for (int t = 0; t < graph.threads(); t++) {
      ThreadLog log = graph.log(t);
      for (int i = 0; i < log.count; i++) {
        Event event = log.events[i];
        hash = 31 * hash + event.kind;
        hash = 31 * hash + event.stamp;
        hash = 31 * hash + event.mode;
        hash = 31 * hash + Long.hashCode(event.value);
        hash = 31 * hash + (event.source == null ? 7 : event.source.stamp);
      }
      hash = 31 * hash + log.count;
    }
    return hash;
  }
}
