package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All states that a part of the memory goes through in the interleavings of one sequentially
 * consistent execution graph, each at least once.
 *
 * <p>The order of the graph, (program order ∪ reads-from ∪ modification order ∪ from-reads)+, is
 * partial; an interleaving is a way to make it total, and what has happened at some moment of one
 * is a set of events with all that come before them. Only the writes to the part matter, and each
 * thread makes its own in one order, so such a set is a number of writes for each thread.
 */
final class States {

  /** Is shown each state; the bytes are changed afterwards. */
  interface Visitor {
    /**
     * Looks at a state.
     *
     * @param made the last writes that the threads have made; null for none
     */
    void see(byte[] content, Event[] made);
  }

  /** How many states of one graph are visited. */
  private static final int MOST = 20_000;

  private record Write(Event event, int[] needs) {}

  private final Locations locations;
  private final BitSet part;
  private final Visitor visitor;
  private final byte[] content;
  private final Event[] made;
  private final int[] count;
  private final List<List<Write>> writes = new ArrayList<>();
  private final Set<List<Integer>> seen = new HashSet<>();
  private int[][][] clocks;

  private States(ExecutionGraph graph, Locations locations, BitSet part, Visitor visitor) {
    this.locations = locations;
    this.part = part;
    this.visitor = visitor;
    this.content = locations.initialMemory().clone();
    this.made = new Event[graph.threads()];
    this.count = new int[graph.threads()];
    this.clocks = new int[graph.threads()][][];
    for (int t = 0; t < graph.threads(); t++) {
      writes.add(new ArrayList<>());
      clocks[t] = new int[graph.log(t).count][];
    }
  }

  /**
   * Visits the states.
   *
   * @param order the events in one interleaving
   * @param part the bytes that matter
   */
  static void visit(
      ExecutionGraph graph, Locations locations, List<Event> order, BitSet part, Visitor visitor) {
    States states = new States(graph, locations, part, visitor);
    for (Event event : order) {
      states.add(graph, event);
    }
    states.visit();
  }

  // ---- what comes before each write

  private void add(ExecutionGraph graph, Event event) {
    int[] clock = new int[count.length];
    for (int i = event.index - 1; i >= 0; i--) {
      if (clocks[event.thread][i] != null) {
        join(clock, event.thread, i);
        break;
      }
    }
    if (event.kind == Event.READ) {
      join(clock, event.source);
    } else if (event.kind == Event.WRITE) {
      Cell cell = graph.cell(event.location);
      Event before = cell.writes[cell.indexOf(event) - 1];
      join(clock, before);
      for (int i = 0; i < cell.readCount; i++) {
        if (cell.reads[i].source == before && cell.reads[i].kind == Event.READ) {
          join(clock, cell.reads[i]);
        }
      }
    }
    clocks[event.thread][event.index] = clock;
    if (matters(event)) {
      writes.get(event.thread).add(new Write(event, clock.clone()));
      clock[event.thread]++;
    }
  }

  private void join(int[] clock, Event event) {
    if (event.thread >= 0) {
      join(clock, event.thread, event.index);
    }
  }

  private void join(int[] clock, int thread, int index) {
    int[] other = clocks[thread][index];
    for (int t = 0; other != null && t < clock.length; t++) {
      clock[t] = Math.max(clock[t], other[t]);
    }
  }

  private boolean matters(Event event) {
    if (event.kind != Event.DATA_WRITE
        && (event.kind != Event.WRITE || locations.isGhost(event.location))) {
      return false;
    }
    int next = part.nextSetBit((int) offset(event));
    return next >= 0 && next < offset(event) + bytes(event);
  }

  private long offset(Event write) {
    return write.kind == Event.DATA_WRITE ? write.operand : locations.offset(write.location);
  }

  private int bytes(Event write) {
    return write.kind == Event.DATA_WRITE
        ? ((byte[]) write.payload).length
        : locations.bytes(write.location);
  }

  // ---- the states

  private void visit() {
    List<Integer> state = Arrays.stream(count).boxed().toList();
    if (seen.size() >= MOST || !seen.add(state)) {
      return;
    }
    visitor.see(content, made);
    for (int t = 0; t < count.length; t++) {
      if (count[t] < writes.get(t).size() && isReady(writes.get(t).get(count[t]))) {
        make(t, writes.get(t).get(count[t]).event);
      }
    }
  }

  private boolean isReady(Write write) {
    for (int t = 0; t < count.length; t++) {
      if (write.needs[t] > count[t]) {
        return false;
      }
    }
    return true;
  }

  private void make(int thread, Event write) {
    int from = (int) offset(write);
    byte[] before = Arrays.copyOfRange(content, from, from + bytes(write));
    Event last = made[thread];
    if (write.kind == Event.DATA_WRITE) {
      System.arraycopy(write.payload, 0, content, from, before.length);
    } else {
      Bytes.set(content, from, before.length, write.value);
    }
    made[thread] = write;
    count[thread]++;
    visit();
    count[thread]--;
    made[thread] = last;
    System.arraycopy(before, 0, content, from, before.length);
  }
}
