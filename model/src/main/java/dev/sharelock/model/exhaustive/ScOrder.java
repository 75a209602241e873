package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.FenceKind;
import java.util.Arrays;

/**
 * RC11's axiom for sequentially consistent events: acyclic(psc), where
 *
 * <pre>
 * scb = po ∪ (po≠loc; hb; po≠loc) ∪ hb=loc ∪ mo ∪ fr
 * psc = ([SC] ∪ [Fsc]; hb?); scb; ([SC] ∪ hb?; [Fsc])  ∪  [Fsc]; (hb ∪ hb; eco; hb); [Fsc]
 * </pre>
 *
 * The strong variant has po instead of po≠loc.
 *
 * <p>A new event can only close a cycle if modification order has something after it: otherwise
 * nothing leads out of it. Then the cycle goes through the event, or through a fence that happens
 * before it.
 *
 * <p>The halves of the asymmetric fence: a heavy fence is a full one; a light fence has edges from
 * and to heavy fences only.
 */
final class ScOrder {
  private static final int LIGHT = FenceKind.LIGHT.ordinal();
  private static final int HEAVY = FenceKind.HEAVY.ordinal();
  private static final int FULL = FenceKind.FULL.ordinal();

  private final boolean strong;
  private Event[] nodes = new Event[32];
  private int count;
  private boolean[] seen = new boolean[32];

  private final boolean asymmetricOnly;

  ScOrder(boolean strong) {
    this(strong, false);
  }

  private ScOrder(boolean strong, boolean asymmetricOnly) {
    this.strong = strong;
    this.asymmetricOnly = asymmetricOnly;
  }

  /**
   * The axiom for the halves of the asymmetric fence alone, where a model has its own for others.
   */
  static ScOrder ofAsymmetricFences() {
    return new ScOrder(false, true);
  }

  boolean admits(ExecutionGraph graph, Event event) {
    Cell cell = graph.cell(event.location);
    Event seenWrite = event.kind == Event.READ ? event.source : event;
    if (cell.latest() == seenWrite || cell.isRacy()) {
      return true;
    }
    collect(graph);
    if (count < 2) {
      return true;
    }
    for (int i = 0; i < count; i++) {
      boolean starts = nodes[i] == event || isFence(nodes[i]) && nodes[i].happensBefore(event);
      if (starts && reaches(graph, i)) {
        return false;
      }
    }
    return true;
  }

  static boolean isNode(Event event) {
    return isFence(event) || event.isSc();
  }

  private static boolean isFence(Event event) {
    return event.kind == Event.FENCE
        && (event.mode == FULL || event.mode == HEAVY || event.mode == LIGHT);
  }

  private static boolean isSymmetric(Event event) {
    return event.kind != Event.FENCE || event.mode == FULL;
  }

  private void collect(ExecutionGraph graph) {
    count = 0;
    for (int t = 0; t < graph.threads(); t++) {
      ThreadLog log = graph.log(t);
      for (int i = 0; i < log.count; i++) {
        Event event = log.events[i];
        if (isNode(event) && !(asymmetricOnly && isSymmetric(event))) {
          if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, count * 2);
            seen = new boolean[count * 2];
          }
          nodes[count++] = event;
        }
      }
    }
  }

  /** Whether a node reaches itself. */
  private boolean reaches(ExecutionGraph graph, int start) {
    Arrays.fill(seen, 0, count, false);
    return search(graph, start, start);
  }

  private boolean search(ExecutionGraph graph, int from, int goal) {
    for (int to = 0; to < count; to++) {
      if (to != from && (to == goal || !seen[to]) && edge(graph, nodes[from], nodes[to])) {
        if (to == goal) {
          return true;
        }
        seen[to] = true;
        if (search(graph, to, goal)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean edge(ExecutionGraph graph, Event a, Event b) {
    boolean fromFence = isFence(a);
    boolean toFence = isFence(b);
    if (fromFence && a.mode == LIGHT && !(toFence && b.mode == HEAVY)) {
      return false;
    }
    if (toFence && b.mode == LIGHT && !(fromFence && a.mode == HEAVY)) {
      return false;
    }
    if (fromFence) {
      return toFence ? fenceToFence(graph, a, b) : fenceToAccess(graph, a, b);
    }
    return toFence ? accessToFence(graph, a, b) : accessToAccess(graph, a, b);
  }

  /** hb ∪ hb; eco; hb. What scb adds between fences is in it. */
  private static boolean fenceToFence(ExecutionGraph graph, Event a, Event b) {
    if (a.happensBefore(b)) {
      return true;
    }
    for (int location = 0; location < graph.cellCount(); location++) {
      Cell cell = graph.cellOrNull(location);
      boolean ordered = cell != null && cell.writeCount > 1 && !cell.isRacy();
      if (ordered && ecoBetween(cell, a, b)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an access after a fence comes before an access before another one. */
  private static boolean ecoBetween(Cell cell, Event a, Event b) {
    int first = Integer.MAX_VALUE;
    int last = -1;
    for (int i = 1; i < cell.writeCount; i++) {
      Event write = cell.writes[i];
      if (a.happensBefore(write)) {
        first = Math.min(first, 2 * i);
      }
      if (write.happensBefore(b)) {
        last = Math.max(last, 2 * i);
      }
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (read.kind != Event.READ) {
        continue;
      }
      boolean after = a.happensBefore(read);
      boolean before = read.happensBefore(b);
      if (after || before) {
        int place = 2 * cell.indexOf(read.source) + 1;
        first = after ? Math.min(first, place) : first;
        last = before ? Math.max(last, place) : last;
      }
    }
    return last > first;
  }

  private static boolean fenceToAccess(ExecutionGraph graph, Event fence, Event b) {
    Event before = b.index == 0 ? null : graph.log(b.thread).events[b.index - 1];
    if (before != null && (before == fence || fence.happensBefore(before))) {
      return true;
    }
    Cell cell = graph.cell(b.location);
    int place = place(cell, b);
    for (int i = 1; i < cell.writeCount; i++) {
      Event write = cell.writes[i];
      if (write != b && fence.happensBefore(write)) {
        if (b.kind == Event.WRITE && 2 * i < place || write.happensBefore(b)) {
          return true;
        }
      }
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (read != b && read.kind == Event.READ && fence.happensBefore(read)) {
        if (b.kind == Event.WRITE && place(cell, read) < place || read.happensBefore(b)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean accessToFence(ExecutionGraph graph, Event a, Event fence) {
    if (fence.thread == a.thread ? fence.index > a.index : fence.hb[a.thread] >= a.index + 2) {
      return true;
    }
    Cell cell = graph.cell(a.location);
    int place = place(cell, a);
    for (int i = 1; i < cell.writeCount; i++) {
      Event write = cell.writes[i];
      if (write != a && write.happensBefore(fence) && (2 * i > place || a.happensBefore(write))) {
        return true;
      }
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (read != a
          && read.kind == Event.READ
          && a.happensBefore(read)
          && read.happensBefore(fence)) {
        return true;
      }
    }
    return false;
  }

  private boolean accessToAccess(ExecutionGraph graph, Event a, Event b) {
    if (a.thread == b.thread) {
      return a.index < b.index;
    }
    if (a.location == b.location) {
      if (a.happensBefore(b)) {
        return true;
      }
      Cell cell = graph.cell(a.location);
      if (b.kind == Event.WRITE && place(cell, a) < place(cell, b)) {
        return true;
      }
    }
    return strong ? throughAny(graph, a, b) : throughOthers(graph, a, b);
  }

  /** po; hb; po. */
  private static boolean throughAny(ExecutionGraph graph, Event a, Event b) {
    return b.index > 0 && graph.log(b.thread).events[b.index - 1].hb[a.thread] >= a.index + 2;
  }

  /** po≠loc; hb; po≠loc: the first other location after a, and the last one before b. */
  private static boolean throughOthers(ExecutionGraph graph, Event a, Event b) {
    ThreadLog from = graph.log(a.thread);
    int first = a.index + 1;
    while (first < from.count && from.events[first].location == a.location) {
      first++;
    }
    ThreadLog to = graph.log(b.thread);
    int last = b.index - 1;
    while (last >= 0 && to.events[last].location == b.location) {
      last--;
    }
    return first < from.count && last >= 0 && to.events[last].hb[a.thread] > first;
  }

  /** 2i for the write at position i, 2i + 1 for its reads: eco is the order of these numbers. */
  private static int place(Cell cell, Event event) {
    return event.kind == Event.READ ? 2 * cell.indexOf(event.source) + 1 : 2 * cell.indexOf(event);
  }
}
