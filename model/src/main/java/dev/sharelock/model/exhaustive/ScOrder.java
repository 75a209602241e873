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
 * <p>A new event e has no successors in happens-before, and the graph without it has no cycle. So
 * it can only close a cycle if modification order has something after it, and the cycle then has an
 * edge that leads over e: from e itself, or from a fence that happens before it, to a later write
 * of its location, or to a fence that a later access happens before. Those from which such edges
 * start form a few classes, within which they lead to the same nodes.
 *
 * <p>The halves of the asymmetric fence: a heavy fence is a full one; a light fence has edges from
 * and to heavy fences only.
 */
final class ScOrder {
  private static final int LIGHT = FenceKind.LIGHT.ordinal();
  private static final int HEAVY = FenceKind.HEAVY.ordinal();
  private static final int FULL = FenceKind.FULL.ordinal();

  /** The classes of nodes from which edges over a new event start. */
  private static final int LIGHT_START = 0;

  private static final int HEAVY_START = 1;
  private static final int FULL_START = 2;
  private static final int ACCESS_START = 3;

  private final boolean strong;
  private Event[] nodes = new Event[32];
  private int count;
  private boolean[] seen = new boolean[32];
  private int[] stack = new int[32];
  private int top;
  private final FenceTable table = new FenceTable();

  ScOrder(boolean strong) {
    this.strong = strong;
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
    boolean tableIsReady = false;
    for (int kind = LIGHT_START; kind <= ACCESS_START; kind++) {
      if (hasStart(kind, event) && findTargets(graph, kind, event)) {
        if (!tableIsReady) {
          table.begin(graph, count);
          tableIsReady = true;
        }
        if (search(graph, kind, event)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether edges over the new event start at a node, and of which class it is. */
  private static boolean isStart(int kind, Event node, Event event) {
    return switch (kind) {
      case ACCESS_START -> node == event;
      case LIGHT_START -> isFence(node) && node.mode == LIGHT && node.happensBefore(event);
      case HEAVY_START -> isFence(node) && node.mode == HEAVY && node.happensBefore(event);
      case FULL_START -> isFence(node) && node.mode == FULL && node.happensBefore(event);
      default -> throw new IllegalArgumentException("no class of starts: kind=" + kind);
    };
  }

  private boolean hasStart(int kind, Event event) {
    for (int i = 0; i < count; i++) {
      if (isStart(kind, nodes[i], event)) {
        return true;
      }
    }
    return false;
  }

  /** Finds the nodes to which edges over the new event lead. */
  private boolean findTargets(ExecutionGraph graph, int kind, Event event) {
    Cell cell = graph.cell(event.location);
    int place = place(cell, event);
    Arrays.fill(seen, 0, count, false);
    top = 0;
    for (int i = 0; i < count; i++) {
      Event node = nodes[i];
      boolean target =
          isFence(node)
              ? mayReach(kind, node) && isAfter(cell, place, node, kind != ACCESS_START)
              : kind != LIGHT_START
                  && node.kind == Event.WRITE
                  && node.location == event.location
                  && place(cell, node) > place;
      if (target) {
        seen[i] = true;
        stack[top++] = i;
      }
    }
    return top > 0;
  }

  private static boolean mayReach(int kind, Event fence) {
    return switch (kind) {
      case LIGHT_START -> fence.mode == HEAVY;
      case HEAVY_START -> true;
      default -> fence.mode != LIGHT;
    };
  }

  /** Whether an access after a place happens before a fence. */
  private static boolean isAfter(Cell cell, int place, Event fence, boolean orRead) {
    for (int i = cell.writeCount - 1; 2 * i > place; i--) {
      if (cell.writes[i].happensBefore(fence)) {
        return true;
      }
    }
    for (int i = 0; orRead && i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (read.kind == Event.READ && read.happensBefore(fence) && place(cell, read) > place) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the nodes on the stack leads to a start of the class. */
  private boolean search(ExecutionGraph graph, int kind, Event event) {
    for (int i = 0; i < top; i++) {
      if (isStart(kind, nodes[stack[i]], event)) {
        return true;
      }
    }
    while (top > 0) {
      int from = stack[--top];
      for (int to = 0; to < count; to++) {
        if (!seen[to] && edge(graph, from, to)) {
          if (isStart(kind, nodes[to], event)) {
            return true;
          }
          seen[to] = true;
          stack[top++] = to;
        }
      }
    }
    return false;
  }

  static boolean isNode(Event event) {
    return isFence(event) || event.isSc();
  }

  private static boolean isFence(Event event) {
    return event.kind == Event.FENCE
        && (event.mode == FULL || event.mode == HEAVY || event.mode == LIGHT);
  }

  private void collect(ExecutionGraph graph) {
    count = 0;
    for (int t = 0; t < graph.threads(); t++) {
      ThreadLog log = graph.log(t);
      for (int i = 0; i < log.count; i++) {
        Event event = log.events[i];
        if (isNode(event)) {
          if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, count * 2);
            seen = new boolean[count * 2];
            stack = new int[count * 2];
          }
          nodes[count++] = event;
        }
      }
    }
  }

  private boolean edge(ExecutionGraph graph, int from, int to) {
    Event a = nodes[from];
    Event b = nodes[to];
    boolean fromFence = isFence(a);
    boolean toFence = isFence(b);
    if (fromFence && a.mode == LIGHT && !(toFence && b.mode == HEAVY)) {
      return false;
    }
    if (toFence && b.mode == LIGHT && !(fromFence && a.mode == HEAVY)) {
      return false;
    }
    if (fromFence) {
      return toFence ? fenceToFence(from, to) : fenceToAccess(graph, a, b);
    }
    return toFence ? accessToFence(graph, a, b) : accessToAccess(graph, a, b);
  }

  /** hb ∪ hb; eco; hb. What scb adds between fences is in it. */
  private boolean fenceToFence(int from, int to) {
    Event a = nodes[from];
    Event b = nodes[to];
    return a.happensBefore(b) || table.isBefore(from, a, to, b);
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
