package dev.sharelock.model.litmus.reference;

import dev.sharelock.model.memory.AccessMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The basic relations of an execution graph over its events, numbered from 0. */
public final class Relations {
  final List<Event> events = new ArrayList<>();
  final Relation programOrder;
  final Relation readsFrom;
  final Relation modification;
  final Relation fromRead;

  /** From the reading half of each update to its writing half. */
  final Relation updates;

  Relations(Graph graph) {
    Map<Integer, Integer> numbers = number(graph);
    int size = events.size();
    if (size > Long.SIZE) {
      throw new IllegalArgumentException(
          "program is too large for the reference: events=" + size + "; do: use at most 64");
    }
    programOrder = Relation.empty(size);
    readsFrom = Relation.empty(size);
    modification = Relation.empty(size);
    updates = Relation.empty(size);
    for (int i = 0; i < size; i++) {
      for (int j = i + 1; j < size; j++) {
        int first = event(i).thread();
        int second = event(j).thread();
        if (first == second && first >= 0 || first < 0 && second >= 0) {
          programOrder.add(i, j);
        }
      }
      if (event(i).isRead()) {
        readsFrom.add(numbers.get(event(i).source()), i);
      }
      if (event(i).update()) {
        updates.add(i - 1, i);
      }
    }
    for (int location = 0; location < graph.initial().size(); location++) {
      List<Integer> writes = graph.writes(location);
      for (int i = 0; i < writes.size(); i++) {
        for (int j = i + 1; j < writes.size(); j++) {
          modification.add(numbers.get(writes.get(i)), numbers.get(writes.get(j)));
        }
      }
    }
    fromRead = readsFrom.inverse().then(modification).where((i, j) -> i != j);
  }

  private Map<Integer, Integer> number(Graph graph) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int location = 0; location < graph.initial().size(); location++) {
      numbers.put(Event.initial(location), events.size());
      events.add(graph.initial().get(location));
    }
    for (int thread = 0; thread < graph.threads().size(); thread++) {
      for (int index = 0; index < graph.threads().get(thread).size(); index++) {
        numbers.put(Event.id(thread, index), events.size());
        events.add(graph.threads().get(thread).get(index));
      }
    }
    return numbers;
  }

  int size() {
    return events.size();
  }

  Event event(int number) {
    return events.get(number);
  }

  boolean sameLocation(int i, int j) {
    return event(i).location() >= 0 && event(i).location() == event(j).location();
  }

  boolean sameThread(int i, int j) {
    return event(i).thread() == event(j).thread();
  }

  /** Whether two accesses would race unless they are ordered. */
  boolean conflict(int i, int j) {
    boolean plain = event(i).mode() == AccessMode.PLAIN || event(j).mode() == AccessMode.PLAIN;
    boolean writes = event(i).isWrite() || event(j).isWrite();
    return plain && writes && sameLocation(i, j) && !sameThread(i, j);
  }

  /** Extended coherence order. */
  Relation coherence() {
    return readsFrom.union(modification, fromRead).transitive();
  }

  /** Atomicity: no write comes between the two halves of an update. */
  boolean atomic() {
    return fromRead.then(modification).where(updates::has).isEmpty();
  }
}
