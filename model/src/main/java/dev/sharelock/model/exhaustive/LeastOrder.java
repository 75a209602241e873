package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The order of the events of a graph that is easiest to follow: of all orders that agree with
 * program order and reads-from, one with the fewest steps that no interleaving explains (reads of a
 * write that is not the latest any more, writes that come late), and of those one with the fewest
 * switches between threads. A shortest path (Dijkstra) over how many events of each thread have
 * come; where there are too many such places, the order of {@link Linearization}.
 */
final class LeastOrder {
  private static final int MOST_PLACES = 400_000;
  private static final long WEAK = 1L << 32;
  private static final Comparator<Place> CHEAPEST =
      Comparator.<Place>comparingLong(place -> place.cost).thenComparingLong(place -> place.number);

  /** How far each thread is, who made the last step, and what it has cost to come there. */
  private record Place(long key, int thread, long cost, Place before, int[] placed, long number) {}

  private final ExecutionGraph graph;
  private final PriorityQueue<Place> open = new PriorityQueue<>(CHEAPEST);
  private final Map<Long, Long> known = new HashMap<>();
  private long numbers;

  /** Whose last event comes at the end; {@link World#NOBODY} if it does not matter. */
  private final int ending;

  private LeastOrder(ExecutionGraph graph, int ending) {
    this.graph = graph;
    this.ending = ending;
  }

  /**
   * An order.
   *
   * @param events the events in order, without those that only mark a wait
   * @param weak how many of them no interleaving explains
   * @param switches how often the thread changes
   */
  record Result(List<Event> events, int weak, int switches) {}

  static Result of(ExecutionGraph graph) {
    return of(graph, World.NOBODY);
  }

  /** The order in which the last event of a thread comes at the end, if there is one. */
  static Result of(ExecutionGraph graph, int ending) {
    LeastOrder search = new LeastOrder(graph, ending);
    Place last = search.isSmall() ? search.search() : null;
    if (last == null && ending != World.NOBODY) {
      return of(graph);
    }
    return last == null ? search.measure(Linearization.of(graph).events()) : search.result(last);
  }

  private boolean isSmall() {
    double places = graph.threads();
    for (int t = 0; t < graph.threads(); t++) {
      places *= graph.log(t).count + 1;
    }
    return places <= MOST_PLACES;
  }

  private Place search() {
    add(new int[graph.threads()], -1, 0, null);
    while (!open.isEmpty()) {
      Place place = open.poll();
      if (place.cost > known.get(place.key)) {
        continue;
      }
      if (isComplete(place.placed)) {
        return place;
      }
      for (int t = 0; t < graph.threads(); t++) {
        if (canGoOn(place.placed, t)) {
          int[] placed = place.placed.clone();
          long cost = place.cost + advance(placed, t);
          cost += place.thread < 0 || place.thread == t ? 0 : 1;
          add(placed, t, cost, place);
        }
      }
    }
    return null;
  }

  private void add(int[] placed, int thread, long cost, Place before) {
    long key = thread + 1;
    for (int t = 0; t < placed.length; t++) {
      key = key * (graph.log(t).count + 1) + placed[t];
    }
    Long best = known.get(key);
    if (best == null || cost < best) {
      known.put(key, cost);
      open.add(new Place(key, thread, cost, before, placed, numbers++));
    }
  }

  private boolean isComplete(int[] placed) {
    for (int t = 0; t < placed.length; t++) {
      if (placed[t] < graph.log(t).count) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlaced(int[] placed, Event event) {
    return event.thread < 0 || event.index < placed[event.thread];
  }

  private boolean canGoOn(int[] placed, int thread) {
    ThreadLog log = graph.log(thread);
    if (placed[thread] == log.count) {
      return false;
    }
    if (thread == ending && isLast(log, placed[thread]) && !othersAreComplete(placed)) {
      return false;
    }
    Event event = log.events[placed[thread]];
    return event.source == null || event.kind == Event.BLOCK || isPlaced(placed, event.source);
  }

  private static boolean isLast(ThreadLog log, int position) {
    for (int i = position + 1; i < log.count; i++) {
      Event event = log.events[i];
      if (event.kind != Event.BLOCK && !(event.kind == Event.WRITE && event.exclusive)) {
        return false;
      }
    }
    return true;
  }

  private boolean othersAreComplete(int[] placed) {
    for (int t = 0; t < placed.length; t++) {
      if (t != ending && placed[t] < graph.log(t).count) {
        return false;
      }
    }
    return true;
  }

  /** Places an event with all that belongs to it or concerns nobody else; returns its cost. */
  private long advance(int[] placed, int thread) {
    ThreadLog log = graph.log(thread);
    Event event = log.events[placed[thread]];
    long cost = cost(placed, event);
    placed[thread]++;
    while (placed[thread] < log.count) {
      Event next = log.events[placed[thread]];
      boolean half = next.kind == Event.WRITE && next.exclusive;
      boolean own = next.kind == Event.FENCE || next.kind == Event.CHOICE;
      if (!half && !own && next.kind != Event.BLOCK) {
        break;
      }
      placed[thread]++;
    }
    return cost;
  }

  /** Whether no interleaving explains that an event comes here. */
  private long cost(int[] placed, Event event) {
    boolean read = event.kind == Event.READ;
    if (!read && event.kind != Event.WRITE) {
      return 0;
    }
    Cell cell = graph.cell(event.location);
    Event own = read ? event.source : event;
    for (int i = cell.writeCount - 1; i > 0 && cell.writes[i] != own; i--) {
      if (isPlaced(placed, cell.writes[i])) {
        return WEAK;
      }
    }
    return 0;
  }

  private Result result(Place last) {
    List<Place> path = new ArrayList<>();
    for (Place place = last; place.before != null; place = place.before) {
      path.add(place);
    }
    Collections.reverse(path);
    List<Event> events = new ArrayList<>();
    for (Place place : path) {
      for (int i = place.before.placed[place.thread]; i < place.placed[place.thread]; i++) {
        Event event = graph.log(place.thread).events[i];
        if (event.kind != Event.BLOCK) {
          events.add(event);
        }
      }
    }
    return new Result(events, (int) (last.cost / WEAK), (int) (last.cost % WEAK));
  }

  private Result measure(List<Event> events) {
    int[] placed = new int[graph.threads()];
    long weak = 0;
    int switches = 0;
    int thread = -1;
    for (Event event : events) {
      weak += event.exclusive && event.kind == Event.WRITE ? 0 : cost(placed, event) / WEAK;
      placed[event.thread] = event.index + 1;
      switches += thread < 0 || thread == event.thread ? 0 : 1;
      thread = event.thread;
    }
    return new Result(events, (int) weak, switches);
  }
}
