package dev.sharelock.model.exhaustive;

import java.util.Arrays;

/**
 * An interleaving of a graph in the making: which events of each thread have been placed, and which
 * ones can come next.
 *
 * <p>In a strict interleaving an event can come when everything before it by program order,
 * reads-from, modification order and from-reads has come. This is a partial order, so an event that
 * can come now can come later as well.
 */
final class Placing {
  private final ExecutionGraph graph;
  private final boolean strict;
  private final int[] placed;

  /** Nothing is placed yet; not strict is program order and reads-from only. */
  Placing(ExecutionGraph graph, boolean strict) {
    this(graph, strict, new int[graph.threads()]);
  }

  /** Goes on from the numbers of events that are placed; they are copied. */
  Placing(ExecutionGraph graph, boolean strict, int[] placed) {
    this.graph = graph;
    this.strict = strict;
    this.placed = placed.clone();
  }

  /** How many events of each thread are placed. */
  int[] placed() {
    return placed;
  }

  boolean isComplete() {
    for (int t = 0; t < placed.length; t++) {
      if (placed[t] < graph.log(t).count) {
        return false;
      }
    }
    return true;
  }

  /** Whether a thread has an event that can come next. */
  boolean canGoOn(int thread) {
    ThreadLog log = graph.log(thread);
    return placed[thread] < log.count && isReady(log.events[placed[thread]]);
  }

  /** Places the next event of a thread. */
  Event place(int thread) {
    return graph.log(thread).events[placed[thread]++];
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

  /**
   * Whether the write half, if the graph has it, can follow at once: all other reads of the same
   * write were placed.
   */
  private boolean mayUpdate(Event read) {
    if (!read.exclusive || read.index + 1 == graph.log(read.thread).count) {
      return true;
    }
    Cell cell = graph.cell(read.location);
    for (int i = 0; i < cell.readCount; i++) {
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

  @Override
  public String toString() {
    return Arrays.toString(placed);
  }
}
