package dev.sharelock.model.litmus.reference;

import dev.sharelock.model.litmus.LitmusProcess;
import dev.sharelock.model.litmus.LitmusTest;
import dev.sharelock.model.litmus.ObservedValues;
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
 * Finds all consistent execution graphs of a litmus test by growing partial graphs in every order
 * and forgetting those it has seen.
 */
public final class ReferenceExplorer {

  /**
   * What was found.
   *
   * @param executions how many complete graphs there are
   * @param blocked how many graphs end at an assumption that does not hold
   * @param racy how many complete graphs have a data race
   * @param outcomes how many executions have each outcome
   */
  public record Result(
      long executions, long blocked, long racy, SortedMap<ObservedValues, Long> outcomes) {}

  /** Is thrown if a program has more partial graphs than the limit. */
  public static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge(int limit) {
      super("program is too large for the reference: partial graphs>" + limit);
    }
  }

  private final LitmusTest test;
  private final ReferenceModel model;
  private final int spuriousFailures;
  private final int limit;
  private final List<String> locations;
  private final Set<String> seen = new HashSet<>();
  private final Deque<Graph> open = new ArrayDeque<>();
  private final SortedMap<ObservedValues, Long> outcomes = new TreeMap<>();
  private long executions;
  private long blocked;
  private long racy;

  private ReferenceExplorer(
      LitmusTest test, ReferenceModel model, int spuriousFailures, int limit) {
    this.test = test;
    this.model = model;
    this.spuriousFailures = spuriousFailures;
    this.limit = limit;
    this.locations = test.locationNames();
  }

  /**
   * Explores a test.
   *
   * @param spuriousFailures how many weak CAS may fail without a reason in one execution
   */
  public static Result explore(LitmusTest test, ReferenceModel model, int spuriousFailures) {
    return explore(test, model, spuriousFailures, 10_000_000);
  }

  /** The same with a limit on the number of partial graphs. */
  public static Result explore(
      LitmusTest test, ReferenceModel model, int spuriousFailures, int limit) {
    ReferenceExplorer explorer = new ReferenceExplorer(test, model, spuriousFailures, limit);
    explorer.run();
    return new Result(explorer.executions, explorer.blocked, explorer.racy, explorer.outcomes);
  }

  private void run() {
    visit(Graph.start(List.copyOf(test.locations().values()), test.processes().size()));
    while (!open.isEmpty()) {
      grow(open.pop());
    }
  }

  private void visit(Graph graph) {
    if (seen.add(graph.key()) && model.consistent(new Relations(graph))) {
      if (seen.size() > limit) {
        throw new TooLarge(limit);
      }
      open.push(graph);
    }
  }

  private void grow(Graph graph) {
    boolean anyBlocked = false;
    boolean anyPending = false;
    Map<String, Long> registers = new HashMap<>();
    for (int thread = 0; thread < test.processes().size(); thread++) {
      ReplayMachine machine = new ReplayMachine(graph.threads().get(thread));
      LitmusProcess process = test.processes().get(thread);
      try {
        registers.putAll(process.run(locations, machine));
      } catch (ReplayMachine.Stop stopped) {
        anyBlocked |= machine.blocked();
      }
      if (machine.pending() != null) {
        anyPending = true;
        extend(graph, thread, machine.pending());
      }
    }
    if (!anyPending && anyBlocked) {
      blocked++;
    } else if (!anyPending) {
      executions++;
      racy += model.racy(new Relations(graph)) ? 1 : 0;
      outcomes.merge(test.observe(registers, finals(graph)), 1L, Long::sum);
    }
  }

  private Map<String, Long> finals(Graph graph) {
    Map<String, Long> finals = new HashMap<>();
    for (int location = 0; location < locations.size(); location++) {
      List<Integer> writes = graph.writes(location);
      finals.put(locations.get(location), graph.event(writes.getLast()).value());
    }
    return finals;
  }

  private void extend(Graph graph, int thread, ReplayMachine.Pending access) {
    if (access.fence() != null) {
      visit(graph.with(thread, Event.fence(thread, access.fence())));
      return;
    }
    int location = access.location();
    List<Integer> writes = graph.writes(location);
    int id = Event.id(thread, graph.threads().get(thread).size());
    for (int place = 0; place < writes.size(); place++) {
      if (access.load() == null) {
        Event write =
            Event.write(
                thread, location, access.store().writing(), access.result().apply(0), false);
        visit(graph.with(thread, write).ordered(location, place, id));
      } else {
        read(graph, thread, access, place);
      }
    }
  }

  private void read(Graph graph, int thread, ReplayMachine.Pending access, int place) {
    int location = access.location();
    int source = graph.writes(location).get(place);
    long found = graph.event(source).value();
    Event read = Event.read(thread, location, access.load().reading(), found, source);
    Long result = access.result().apply(found);
    if (result == null) {
      visit(graph.with(thread, read));
      return;
    }
    if (access.weak() && spuriousFailures(graph) < spuriousFailures) {
      visit(graph.with(thread, read.failing()));
    }
    int id = Event.id(thread, graph.threads().get(thread).size() + 1);
    Event write = Event.write(thread, location, access.store().writing(), result, true);
    visit(graph.with(thread, read, write).ordered(location, place, id));
  }

  static long spuriousFailures(Graph graph) {
    return graph.threads().stream().flatMap(List::stream).filter(Event::spurious).count();
  }
}
