package dev.sharelock.model.litmus.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * A partial execution graph.
 *
 * @param initial the initial write of each location
 * @param threads the events of each thread in program order
 * @param order the writes of each location in modification order, without the initial one
 */
record Graph(List<Event> initial, List<List<Event>> threads, List<List<Integer>> order) {

  static Graph start(List<Long> initialValues, int threads) {
    List<Event> initial = new ArrayList<>();
    List<List<Integer>> order = new ArrayList<>();
    for (int location = 0; location < initialValues.size(); location++) {
      initial.add(Event.initialWrite(location, initialValues.get(location)));
      order.add(List.of());
    }
    List<List<Event>> none = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      none.add(List.of());
    }
    return new Graph(initial, none, order);
  }

  Event event(int id) {
    return id < 0 ? initial.get(-1 - id) : threads.get(Event.threadOf(id)).get(Event.indexOf(id));
  }

  /** The graph with events added to a thread. */
  Graph with(int thread, Event... added) {
    List<Event> events = new ArrayList<>(threads.get(thread));
    events.addAll(List.of(added));
    List<List<Event>> all = new ArrayList<>(threads);
    all.set(thread, events);
    return new Graph(initial, all, order);
  }

  /** The graph with a write put at a place of the modification order of its location. */
  Graph ordered(int location, int place, int id) {
    List<Integer> writes = new ArrayList<>(order.get(location));
    writes.add(place, id);
    List<List<Integer>> all = new ArrayList<>(order);
    all.set(location, writes);
    return new Graph(initial, threads, all);
  }

  /** Names all writes of a location in modification order, the initial one first. */
  List<Integer> writes(int location) {
    List<Integer> writes = new ArrayList<>(List.of(Event.initial(location)));
    writes.addAll(order.get(location));
    return writes;
  }

  /** What distinguishes this graph from all others of the same program. */
  String key() {
    StringBuilder key = new StringBuilder();
    for (List<Event> events : threads) {
      for (Event event : events) {
        key.append(event.isRead() ? (char) (event.source() + 0x4000) : event.update() ? 'u' : '.');
      }
      key.append('|');
    }
    for (List<Integer> writes : order) {
      writes.forEach(id -> key.append((char) (id + 0x4000)));
      key.append('|');
    }
    return key.toString();
  }
}
