package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of the exploration without gaps, in the order in which one worker alone would go
 * through it: what it has counted so far, and the graphs that are pending in it. Parts form a list
 * in that order. A part is split by giving up its oldest graphs, which come last in it.
 *
 * <p>Its links and whether it is dropped change under the monitor of the search only; all else
 * belongs to the worker that has it.
 */
final class Part {

  /** A failure, the graph that shows it, and the thread that came upon it. */
  record Failing(ExplorationFailure failure, ExecutionGraph graph, int thread) {}

  private final ArrayList<ExecutionGraph> pending = new ArrayList<>();
  private final Tally tally = new Tally();
  private Part next;
  private Part previous;
  private boolean ended;
  private Failing failing;
  private volatile boolean dropped;

  /** A part in which one graph is pending. */
  static Part of(ExecutionGraph root) {
    Part part = new Part();
    part.push(root);
    return part;
  }

  Tally tally() {
    return tally;
  }

  Failing failing() {
    return failing;
  }

  Part next() {
    return next;
  }

  /** The pending graphs, the one that comes last first. */
  List<ExecutionGraph> pending() {
    return pending;
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  boolean canBeSplit() {
    return pending.size() > 1;
  }

  void push(ExecutionGraph graph) {
    pending.add(graph);
  }

  ExecutionGraph pop() {
    return pending.removeLast();
  }

  /** Whether nothing in it matters since an earlier part has a failure. */
  boolean isDropped() {
    return dropped;
  }

  void fail(Failing found) {
    failing = found;
    pending.clear();
    for (Part later = next; later != null; later = later.next) {
      later.dropped = true;
    }
  }

  /** Puts another part right after this one. */
  void follow(Part other) {
    other.next = next;
    other.previous = this;
    if (next != null) {
      next.previous = other;
    }
    next = other;
  }

  /** Moves the older half of the pending graphs to a new part, which comes right after this one. */
  Part split() {
    Part later = new Part();
    List<ExecutionGraph> older = pending.subList(0, (pending.size() + 1) / 2);
    later.pending.addAll(older);
    older.clear();
    follow(later);
    return later;
  }

  /** Marks it as done, and joins it with neighbours that are. */
  void end() {
    if (failing != null || dropped) {
      return;
    }
    ended = true;
    if (next != null && next.ended) {
      absorbNext();
    }
    if (previous != null && previous.ended) {
      previous.absorbNext();
    }
  }

  private void absorbNext() {
    tally.add(next.tally);
    next = next.next;
    if (next != null) {
      next.previous = this;
    }
  }
}
