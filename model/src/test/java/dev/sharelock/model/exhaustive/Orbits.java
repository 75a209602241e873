package dev.sharelock.model.exhaustive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Explores a program and gives each complete execution the name of its orbit: the least of the
 * texts that it has when identical threads change places.
 */
final class Orbits {
  private final Program program;
  private final boolean named;
  private final List<int[]> permutations = new ArrayList<>();
  private final Map<String, Long> orbits = new HashMap<>();

  private Orbits(Program program, boolean named) {
    this.program = program;
    this.named = named;
    permute(new int[program.threads().size()], 0, 0);
  }

  /** The executions of each orbit. */
  static Map<String, Long> of(Program program, ExplorationOptions options) {
    return of(program, options, true);
  }

  /**
   * The same, perhaps without the names of words and their values, where identical threads have
   * words of their own; then an execution is which read reads what, and in which order writes are.
   */
  static Map<String, Long> of(Program program, ExplorationOptions options, boolean named) {
    Orbits all = new Orbits(program, named);
    all.explore(options);
    return all.orbits;
  }

  private void permute(int[] places, int thread, int taken) {
    if (thread == places.length) {
      permutations.add(places.clone());
      return;
    }
    for (int other = 0; other < places.length; other++) {
      boolean identical = program.bodies().get(other).equals(program.bodies().get(thread));
      if (identical && (taken & 1 << other) == 0) {
        places[thread] = other;
        permute(places, thread + 1, taken | 1 << other);
      }
    }
  }

  private void explore(ExplorationOptions options) {
    byte[] memory = new byte[Math.toIntExact(program.bytes())];
    program.initialWords().forEach((at, value) -> Bytes.set(memory, at.intValue(), 8, value));
    Locations locations = new Locations(program.threads().size(), memory);
    Explorer explorer = new ProgramWorld(program, options, locations, null).explorer();
    Deque<ExecutionGraph> pending = new ArrayDeque<>();
    pending.push(new ExecutionGraph(program.threads().size(), locations));
    Tally tally = new Tally();
    while (!pending.isEmpty()) {
      long before = tally.executions;
      explorer.explore(pending.pop(), tally);
      explorer.children().forEach(pending::push);
      if (tally.executions > before) {
        orbits.merge(orbit(explorer.current()), 1L, Long::sum);
      }
    }
  }

  private String orbit(ExecutionGraph graph) {
    return permutations.stream().map(places -> text(graph, places)).sorted().findFirst().get();
  }

  /** The graph as text when each thread is at another place. */
  private String text(ExecutionGraph graph, int[] places) {
    String[] threads = new String[places.length];
    for (int t = 0; t < places.length; t++) {
      StringBuilder text = new StringBuilder();
      for (Event event : events(graph, t)) {
        text.append(event.kind).append(' ').append(event.operation);
        text.append(named ? " " + event.location + " " + event.value : "");
        text.append(event.source == null ? ";" : "<" + name(graph, event.source, places) + ";");
      }
      threads[places[t]] = text.toString();
    }
    List<String> orders = new ArrayList<>();
    for (int location = 0; location < graph.cellCount(); location++) {
      Cell cell = graph.cellOrNull(location);
      StringBuilder order = new StringBuilder(named ? location + ":" : "");
      for (int i = 1; cell != null && i < cell.writeCount; i++) {
        order.append(name(graph, cell.writes[i], places)).append(' ');
      }
      if (cell != null && cell.writeCount > 1) {
        orders.add(order.toString());
      }
    }
    orders.sort(null);
    return Arrays.toString(threads) + orders;
  }

  private static List<Event> events(ExecutionGraph graph, int thread) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < graph.log(thread).count; i++) {
      Event event = graph.log(thread).events[i];
      if (event.kind != Event.BLOCK) {
        events.add(event);
      }
    }
    return events;
  }

  private static String name(ExecutionGraph graph, Event event, int[] places) {
    return event.thread < 0
        ? "0"
        : places[event.thread] + "." + events(graph, event.thread).indexOf(event);
  }
}
