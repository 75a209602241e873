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
  private final int[] placed;
  private final List<Event> order = new ArrayList<>();
  private boolean strict = true;

  private Linearization(ExecutionGraph graph) {
    this.graph = graph;
    this.placed = new int[graph.threads()];
  }

  /** The events in order; those that only mark a wait are left out. */
  record Result(List<Event> events, boolean sequentiallyConsistent) {}

  static Result of(ExecutionGraph graph) {
    Linearization linearization = new Linearization(graph);
    linearization.run();
    return new Result(linearization.order, linearization.strict);
  }

  private void run() {
    int t = 0;
    while (t >= 0) {
      while (placeNext(t)) {
        // One thread goes on as long as it can, so that there are few switches.
      }
      t = firstReady();
      if (t < 0 && strict && !isComplete()) {
        strict = false;
        order.clear();
        java.util.Arrays.fill(placed, 0);
        t = 0;
      }
    }
  }

  private boolean isComplete() {
    for (int t = 0; t < placed.length; t++) {
      if (placed[t] < graph.log(t).count) {
        return false;
      }
    }
    return true;
  }

  private int firstReady() {
    for (int t = 0; t < placed.length; t++) {
      if (placed[t] < graph.log(t).count && isReady(graph.log(t).events[placed[t]])) {
        return t;
      }
    }
    return -1;
  }

  private boolean placeNext(int thread) {
    ThreadLog log = graph.log(thread);
    if (placed[thread] == log.count || !isReady(log.events[placed[thread]])) {
      return false;
    }
    Event event = log.events[placed[thread]++];
    if (event.kind != Event.BLOCK) {
      order.add(event);
    }
    return true;
  }

  private boolean isPlaced(Event event) {
    return event.thread < 0 || event.index < placed[event.thread];
  }

  private boolean isReady(Event event) {
    return switch (event.kind) {
      case Event.READ ->
          isPlaced(event.source) && (!strict || isCurrent(event) && mayUpdate(event));
      case Event.WRITE -> !strict || areOlderDone(graph.cell(event.location), event);
      default -> true;
    };
  }

  /** Whether no later write than the one that is read was placed. */
  private boolean isCurrent(Event read) {
    Cell cell = graph.cell(read.location);
    int next = cell.indexOf(read.source) + 1;
    return next >= cell.writeCount || !isPlaced(cell.writes[next]);
  }

  /** Whether the write half can follow at once: all other reads of the same write were placed. */
  private boolean mayUpdate(Event read) {
    Cell cell = graph.cell(read.location);
    for (int i = 0; read.exclusive && i < cell.readCount; i++) {
      Event other = cell.reads[i];
      boolean sibling = other != read && other.source == read.source;
      if (sibling && other.kind == Event.READ && !isPlaced(other)) {
        return false;
      }
    }
    return true;
  }

  private boolean areOlderDone(Cell cell, Event write) {
    int position = cell.indexOf(write);
    if (position <= 0) {
      return true;
    }
    Event before = cell.writes[position - 1];
    if (!isPlaced(before)) {
      return false;
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (read.source == before && read.kind == Event.READ && !isPlaced(read)) {
        return false;
      }
    }
    return true;
  }
}
