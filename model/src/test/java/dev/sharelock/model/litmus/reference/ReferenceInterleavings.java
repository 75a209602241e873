package dev.sharelock.model.litmus.reference;

import dev.sharelock.model.litmus.LitmusTest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds how many preemptions each sequentially consistent execution of a litmus test needs at least
 * by running all interleavings step by step, those with fewer preemptions first.
 */
public final class ReferenceInterleavings {

  private record State(Graph graph, int running, int preemptions) {}

  private record Place(String graph, int running) {}

  private final LitmusTest test;
  private final int spuriousFailures;
  private final int limit;
  private final List<String> locations;
  private final Set<Place> seen = new HashSet<>();
  private final Map<String, Integer> least = new HashMap<>();
  private final Deque<State> open = new ArrayDeque<>();

  private ReferenceInterleavings(LitmusTest test, int spuriousFailures, int limit) {
    this.test = test;
    this.spuriousFailures = spuriousFailures;
    this.limit = limit;
    this.locations = test.locationNames();
  }

  /**
   * How many executions need 0, 1, 2, ... preemptions at least.
   *
   * @param spuriousFailures how many weak CAS may fail without a reason in one execution
   * @throws ReferenceExplorer.TooLarge if there are more steps than the limit
   */
  public static SortedMap<Integer, Long> count(LitmusTest test, int spuriousFailures, int limit) {
    ReferenceInterleavings all = new ReferenceInterleavings(test, spuriousFailures, limit);
    all.run();
    SortedMap<Integer, Long> counts = new TreeMap<>();
    all.least.values().forEach(preemptions -> counts.merge(preemptions, 1L, Long::sum));
    return counts;
  }

  private void run() {
    Graph start = Graph.start(List.copyOf(test.locations().values()), test.processes().size());
    open.add(new State(start, -1, 0));
    while (!open.isEmpty()) {
      State state = open.pop();
      if (seen.add(new Place(state.graph.key(), state.running))) {
        if (seen.size() > limit) {
          throw new ReferenceExplorer.TooLarge(limit);
        }
        step(state);
      }
    }
  }

  private void step(State state) {
    int threads = test.processes().size();
    ReplayMachine[] machines = new ReplayMachine[threads];
    boolean complete = true;
    for (int thread = 0; thread < threads; thread++) {
      machines[thread] = new ReplayMachine(state.graph.threads().get(thread));
      try {
        test.processes().get(thread).run(locations, machines[thread]);
      } catch (ReplayMachine.Stop stopped) {
        complete = false;
      }
    }
    if (complete) {
      least.putIfAbsent(state.graph.key(), state.preemptions);
    }
    for (int thread = 0; thread < threads; thread++) {
      if (machines[thread].pending() != null) {
        boolean left = state.running >= 0 && state.running != thread;
        boolean preempted = left && machines[state.running].pending() != null;
        extend(state, thread, machines[thread].pending(), preempted);
      }
    }
  }

  private void extend(State state, int thread, ReplayMachine.Pending access, boolean preempted) {
    if (access.fence() != null) {
      visit(
          state, state.graph.with(thread, Event.fence(thread, access.fence())), thread, preempted);
      return;
    }
    int location = access.location();
    List<Integer> writes = state.graph.writes(location);
    int latest = writes.size() - 1;
    int index = state.graph.threads().get(thread).size();
    if (access.load() == null) {
      Event write =
          Event.write(thread, location, access.store().writing(), access.result().apply(0), false);
      Graph next = state.graph.with(thread, write);
      visit(state, next.ordered(location, latest, Event.id(thread, index)), thread, preempted);
      return;
    }
    long found = state.graph.event(writes.get(latest)).value();
    Event read = Event.read(thread, location, access.load().reading(), found, writes.get(latest));
    Long result = access.result().apply(found);
    if (result == null) {
      visit(state, state.graph.with(thread, read), thread, preempted);
      return;
    }
    if (access.weak() && ReferenceExplorer.spuriousFailures(state.graph) < spuriousFailures) {
      visit(state, state.graph.with(thread, read.failing()), thread, preempted);
    }
    Event write = Event.write(thread, location, access.store().writing(), result, true);
    Graph next = state.graph.with(thread, read, write);
    visit(state, next.ordered(location, latest, Event.id(thread, index + 1)), thread, preempted);
  }

  private void visit(State before, Graph graph, int thread, boolean preempted) {
    if (preempted) {
      open.addLast(new State(graph, thread, before.preemptions + 1));
    } else {
      open.addFirst(new State(graph, thread, before.preemptions));
    }
  }
}
