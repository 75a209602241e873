package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.FenceKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The asymmetric fence under total store order. A heavy fence is a full one, and interrupts every
 * other thread at some point of that thread's own; the interrupt drains the buffer there. Relative
 * to a light fence it is early or late: either all before the light fence is visible to all after
 * the heavy fence, or all before the heavy fence to all after the light fence. An execution exists
 * if its order has no cycle for one choice of all these points.
 *
 * <p>Without light fences or without heavy ones there is nothing to choose, and a new event that
 * sees the latest write, or is it, has no successor, so it closes no cycle.
 */
final class InterruptOrder {
  private static final int LIGHT = FenceKind.LIGHT.ordinal();
  private static final int HEAVY = FenceKind.HEAVY.ordinal();

  /** The light fences of a thread, for one heavy fence of another one. */
  private record Interrupt(Event heavy, int thread, List<Event> lights) {}

  private final List<Interrupt> interrupts = new ArrayList<>();
  private ExecutionGraph graph;
  private int[] starts;

  boolean admits(ExecutionGraph candidate, Event event) {
    Cell cell = candidate.cell(event.location);
    Event seenWrite = event.kind == Event.READ ? event.source : event;
    if (cell.latest() == seenWrite) {
      return true;
    }
    graph = candidate;
    findInterrupts();
    return interrupts.isEmpty() || existsFrom(0, visible());
  }

  private void findInterrupts() {
    interrupts.clear();
    for (int t = 0; t < graph.threads(); t++) {
      for (Event heavy : fences(t, HEAVY)) {
        for (int other = 0; other < graph.threads(); other++) {
          List<Event> lights = other == t ? List.of() : fences(other, LIGHT);
          if (!lights.isEmpty()) {
            interrupts.add(new Interrupt(heavy, other, lights));
          }
        }
      }
    }
  }

  private List<Event> fences(int thread, int kind) {
    List<Event> fences = new ArrayList<>();
    ThreadLog log = graph.log(thread);
    for (int i = 0; i < log.count; i++) {
      Event event = log.events[i];
      if (event.kind == Event.FENCE && event.mode == kind) {
        fences.add(event);
      }
    }
    return fences;
  }

  /** Tries all points for the interrupts from one on. */
  private boolean existsFrom(int next, Order order) {
    if (!order.isAcyclic()) {
      return false;
    }
    if (next == interrupts.size()) {
      return true;
    }
    Interrupt interrupt = interrupts.get(next);
    for (int early = 0; early <= interrupt.lights.size(); early++) {
      if (existsFrom(next + 1, interrupted(order, interrupt, early))) {
        return true;
      }
    }
    return false;
  }

  /** The order if an interrupt comes after a number of light fences and before the others. */
  private Order interrupted(Order order, Interrupt interrupt, int early) {
    Order result = order.copy();
    Event heavy = interrupt.heavy;
    int first = starts[heavy.thread];
    int last = first + graph.log(heavy.thread).count;
    int other = starts[interrupt.thread];
    int end = other + graph.log(interrupt.thread).count;
    if (early > 0) {
      int light = other + interrupt.lights.get(early - 1).index;
      addAll(result, other, light, first + heavy.index + 1, last);
    }
    if (early < interrupt.lights.size()) {
      int light = other + interrupt.lights.get(early).index;
      addAll(result, first, first + heavy.index, light + 1, end);
    }
    return result;
  }

  private static void addAll(Order order, int from, int fromEnd, int to, int toEnd) {
    for (int i = from; i < fromEnd; i++) {
      for (int j = to; j < toEnd; j++) {
        order.addIfBothCount(i, j);
      }
    }
  }

  // ---- what is visible in which order without the asymmetric pairs

  private Order visible() {
    starts = new int[graph.threads()];
    int size = 0;
    for (int t = 0; t < starts.length; t++) {
      starts[t] = size;
      size += graph.log(t).count;
    }
    Order order = new Order(size);
    for (int t = 0; t < starts.length; t++) {
      ThreadLog log = graph.log(t);
      for (int j = 0; j < log.count; j++) {
        if (isAccess(log.events[j])) {
          order.include(starts[t] + j);
          addProgramOrder(order, log, starts[t], j);
        }
      }
    }
    for (int location = 0; location < graph.cellCount(); location++) {
      Cell cell = graph.cellOrNull(location);
      if (cell != null) {
        addCommunication(order, cell);
      }
    }
    return order;
  }

  private static boolean isAccess(Event event) {
    return event.kind == Event.READ || event.kind == Event.WRITE;
  }

  /** All of it but for a write before a read, unless something has drained the buffer. */
  private static void addProgramOrder(Order order, ThreadLog log, int start, int j) {
    Event after = log.events[j];
    for (int i = 0; i < j; i++) {
      Event before = log.events[i];
      boolean delayed =
          before.kind == Event.WRITE && after.kind == Event.READ && i >= after.drained;
      if (isAccess(before) && !delayed) {
        order.add(start + i, start + j);
      }
    }
  }

  private void addCommunication(Order order, Cell cell) {
    for (int i = 2; i < cell.writeCount; i++) {
      connect(order, cell.writes[i - 1], cell.writes[i]);
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (read.kind != Event.READ) {
        continue;
      }
      if (read.source.thread >= 0 && read.source.thread != read.thread) {
        connect(order, read.source, read);
      }
      int next = cell.indexOf(read.source) + 1;
      if (next < cell.writeCount) {
        connect(order, read, cell.writes[next]);
      }
    }
  }

  private void connect(Order order, Event from, Event to) {
    int i = starts[from.thread] + from.index;
    int j = starts[to.thread] + to.index;
    order.addIfBothCount(i, j);
  }

  /** A relation between the events of a graph, by their numbers. */
  private static final class Order {
    private final int size;
    private final int words;
    private final long[] rows;
    private final boolean[] included;

    Order(int size) {
      this(size, new long[size * ((size + 63) / 64)], new boolean[size]);
    }

    private Order(int size, long[] rows, boolean[] included) {
      this.size = size;
      this.words = (size + 63) / 64;
      this.rows = rows;
      this.included = included;
    }

    Order copy() {
      return new Order(size, rows.clone(), included);
    }

    void include(int event) {
      included[event] = true;
    }

    void addIfBothCount(int from, int to) {
      if (included[from] && included[to]) {
        add(from, to);
      }
    }

    void add(int from, int to) {
      rows[from * words + to / 64] |= 1L << to;
    }

    boolean isAcyclic() {
      byte[] state = new byte[size];
      for (int i = 0; i < size; i++) {
        if (state[i] == 0 && !leavesNoCycle(i, state)) {
          return false;
        }
      }
      return true;
    }

    private boolean leavesNoCycle(int event, byte[] state) {
      state[event] = 1;
      for (int w = 0; w < words; w++) {
        for (long rest = rows[event * words + w]; rest != 0; rest &= rest - 1) {
          int next = w * 64 + Long.numberOfTrailingZeros(rest);
          if (state[next] == 1 || state[next] == 0 && !leavesNoCycle(next, state)) {
            return false;
          }
        }
      }
      state[event] = 2;
      return true;
    }
  }
}
