package dev.sharelock.model.exhaustive;

/**
 * Leaves out executions that differ from another one only in which of several identical threads
 * does what (after SPORE, Kokologiannakis et al., PLDI 2024).
 *
 * <p>Two identical threads that have read the same writes so far share their <i>prefix</i>. As long
 * as they do, the first one, by number, goes first: the next event of the second counts as caused
 * by that of the first, so it is added later, and what it causes does not revisit the first. When
 * their next events differ, the first one has that which comes earlier in the order of the word
 * (its modification order with the reads of each write), or the alternative that is not the maximal
 * one. Of two threads that are not neighbours among those with the same prefix nothing need be
 * said.
 *
 * <p>In the weak models an event may come earlier in the order of the word although it was caused
 * by the later one. Then the order of causes counts.
 */
final class Symmetry {
  /** For each thread the first one with the same body; -1 if there is no other. */
  private final int[] first;

  private final boolean anyIdentical;
  private final boolean causesMayContradict;

  private Symmetry(int[] first, boolean causesMayContradict) {
    this.first = first;
    this.causesMayContradict = causesMayContradict;
    boolean any = false;
    for (int t = 0; t < first.length; t++) {
      any |= first[t] >= 0;
    }
    this.anyIdentical = any;
  }

  /**
   * The symmetry of threads that were declared to be identical.
   *
   * @param bodies for each thread the first one with the same body
   */
  static Symmetry of(int[] bodies, ExplorationOptions options) {
    int[] first = new int[bodies.length];
    for (int t = 0; t < first.length; t++) {
      int members = 0;
      for (int other : bodies) {
        members += other == bodies[t] ? 1 : 0;
      }
      first[t] = members > 1 && options.reductions().symmetry() ? bodies[t] : -1;
    }
    boolean weak = options.model() == MemoryModel.RC11 || options.model() == MemoryModel.JMM;
    return new Symmetry(first, weak);
  }

  private boolean areIdentical(int a, int b) {
    return a != b && first[a] >= 0 && first[a] == first[b];
  }

  /** Makes what the identical thread before it did at the same place a cause of an event. */
  void addCauses(ExecutionGraph graph, Event event) {
    if (!anyIdentical || first[event.thread] < 0) {
      return;
    }
    Event twin = twinBefore(graph, event);
    Event waiting = waitingBefore(graph, event);
    if (waiting != null && (twin == null || waiting.thread > twin.thread)) {
      twin = waiting;
    }
    if (twin == null) {
      return;
    }
    ThreadLog log = graph.log(twin.thread);
    boolean isUpdate = twin.exclusive && twin.index + 1 < log.count;
    event.separateClocks();
    int[] causes = isUpdate ? log.events[twin.index + 1].porf : twin.porf;
    for (int t = 0; t < causes.length; t++) {
      event.porf[t] = Math.max(event.porf[t], causes[t]);
    }
  }

  /** Whether a thread has to let an identical one go first. */
  boolean mustWait(ExecutionGraph graph, int thread) {
    if (!anyIdentical || first[thread] < 0) {
      return false;
    }
    ThreadLog log = graph.log(thread);
    for (int other = 0; other < thread; other++) {
      ThreadLog before = graph.log(other);
      if (areIdentical(other, thread)
          && canGoOn(graph, other)
          && sharedBefore(before, log, log.count) == before.count) {
        return true;
      }
    }
    return false;
  }

  private static boolean canGoOn(ExecutionGraph graph, int thread) {
    ThreadLog log = graph.log(thread);
    Event last = log.last();
    return log.completion == null
        && !log.stuck
        && (last == null
            || last.kind != Event.BLOCK
            || Awaiting.at(graph, thread, last.location).isOver());
  }

  /** Whether an update takes a write that an identical thread took, which went first. */
  boolean isTakenByTwin(ExecutionGraph graph, Event read) {
    if (!anyIdentical || first[read.thread] < 0) {
      return false;
    }
    Event twin = twinBefore(graph, read);
    return twin != null && twin.exclusive && twin.source == read.source;
  }

  /** Whether the last event of its thread leaves identical threads in their order. */
  boolean admits(ExecutionGraph graph, Event event) {
    if (!anyIdentical || first[event.thread] < 0) {
      return true;
    }
    Event before = twinBefore(graph, event);
    if (before != null && isOutOfOrder(graph, before, event)) {
      return false;
    }
    Event after = twinAfter(graph, event);
    return after == null || !isOutOfOrder(graph, event, after);
  }

  /** The event at the same place of the nearest earlier thread with the same prefix. */
  private Event twinBefore(ExecutionGraph graph, Event event) {
    for (int other = event.thread - 1; other >= 0; other--) {
      Event twin = twinIn(graph, event, other);
      if (twin != null) {
        return twin;
      }
    }
    return null;
  }

  /** Where the nearest earlier thread with the same prefix waits, having done no more. */
  private Event waitingBefore(ExecutionGraph graph, Event event) {
    for (int other = event.thread - 1; other >= 0; other--) {
      ThreadLog log = graph.log(other);
      Event last = log.last();
      if (areIdentical(other, event.thread) && last != null && last.kind == Event.BLOCK) {
        int place = sharedBefore(log, graph.log(event.thread), event.index);
        if (place >= 0 && onlyBlocksFrom(log, place)) {
          return last;
        }
      }
    }
    return null;
  }

  private static boolean onlyBlocksFrom(ThreadLog log, int place) {
    for (int i = place; i < log.count; i++) {
      if (log.events[i].kind != Event.BLOCK) {
        return false;
      }
    }
    return true;
  }

  private Event twinAfter(ExecutionGraph graph, Event event) {
    for (int other = event.thread + 1; other < graph.threads(); other++) {
      Event twin = twinIn(graph, event, other);
      if (twin != null) {
        return twin;
      }
    }
    return null;
  }

  private Event twinIn(ExecutionGraph graph, Event event, int other) {
    if (!areIdentical(other, event.thread)) {
      return null;
    }
    ThreadLog log = graph.log(other);
    int place = sharedBefore(log, graph.log(event.thread), event.index);
    while (place >= 0 && place < log.count && log.events[place].kind == Event.BLOCK) {
      place++;
    }
    if (place < 0 || place >= log.count) {
      return null;
    }
    Event twin = log.events[place];
    return twin.kind == event.kind && twin.location == event.location ? twin : null;
  }

  /**
   * Where the place of a log is that corresponds to a place of the log of an identical thread, if
   * both have the same events before it; otherwise -1. If the log ends earlier, its end.
   */
  private static int sharedBefore(ThreadLog log, ThreadLog other, int place) {
    int i = 0;
    for (int k = 0; k < place; k++) {
      Event event = other.events[k];
      if (event.kind == Event.BLOCK) {
        continue;
      }
      while (i < log.count && log.events[i].kind == Event.BLOCK) {
        i++;
      }
      if (i == log.count) {
        return -1;
      }
      if (!isSame(log.events[i], event)) {
        return -1;
      }
      i++;
    }
    return i;
  }

  /** Whether two identical threads know the same after these events. */
  private static boolean isSame(Event a, Event b) {
    return a.kind == b.kind
        && a.location == b.location
        && switch (a.kind) {
          case Event.READ -> a.source == b.source && a.operation == b.operation && !a.exclusive;
          case Event.CHOICE -> a.value == b.value && a.operation == b.operation;
          case Event.FENCE -> true;
          default -> false;
        };
  }

  /** Whether the later one of two identical threads did what the earlier one should have done. */
  private boolean isOutOfOrder(ExecutionGraph graph, Event earlier, Event later) {
    boolean wrong =
        switch (earlier.kind) {
          case Event.CHOICE -> later.value > earlier.value;
          case Event.READ, Event.WRITE -> {
            int difference = place(graph, later) - place(graph, earlier);
            boolean spurious =
                later.operation == Event.SPURIOUS && earlier.operation != Event.SPURIOUS;
            yield difference < 0 || difference == 0 && spurious;
          }
          default -> false;
        };
    return wrong && !(causesMayContradict && isCausedBy(graph, later, earlier));
  }

  private static int place(ExecutionGraph graph, Event event) {
    Cell cell = graph.cell(event.location);
    return cell.indexOf(event.kind == Event.READ ? event.source : event);
  }

  /** Whether an event has another one among its causes, but for the order of the two threads. */
  private boolean isCausedBy(ExecutionGraph graph, Event event, Event cause) {
    int[] reached = new int[graph.threads()];
    return reach(graph, event, cause, reached);
  }

  private boolean reach(ExecutionGraph graph, Event event, Event cause, int[] reached) {
    if (event.thread < 0 || reached[event.thread] > event.index) {
      return false;
    }
    int from = reached[event.thread];
    reached[event.thread] = event.index + 1;
    for (int i = event.index; i >= from; i--) {
      Event before = graph.log(event.thread).events[i];
      if (before == cause || before.source != null && reach(graph, before.source, cause, reached)) {
        return true;
      }
      Event twin = first[event.thread] < 0 ? null : twinBefore(graph, before);
      boolean ofThePair = twin != null && twin.thread == cause.thread;
      if (twin != null && !ofThePair && reach(graph, twin, cause, reached)) {
        return true;
      }
    }
    return false;
  }
}
