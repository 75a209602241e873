package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.CheckFailed;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.SetUpWorld;
import dev.sharelock.model.trace.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** A scenario as a world to be explored. */
final class ScenarioWorld implements World {
  private final Scenario scenario;
  private final List<Scenario.Process> processes;
  private final Names names;
  private final Locations locations;
  private final Explorer explorer;
  private final Invariants invariants;
  private final ScenarioProcess[] contexts;
  private final int[] after;
  private final Faults faults;
  private final List<int[]> orders;
  private boolean[] resting = {};

  ScenarioWorld(Scenario scenario, ExplorationOptions options, Locations locations) {
    this(scenario, options, locations, scenario.faults());
  }

  /** A world with other faults than the scenario allows. */
  ScenarioWorld(Scenario scenario, ExplorationOptions options, Locations locations, Faults faults) {
    this.scenario = scenario;
    this.faults = faults;
    this.processes = scenario.processes();
    this.names = Names.of(scenario);
    this.locations = locations;
    int[] bodies = bodies();
    this.orders = options.reductions().symmetry() ? Orders.of(bodies) : List.of();
    Rules rules = Rules.of(options, names, faults, bodies);
    this.explorer = new Explorer(this, locations, rules, null);
    SharedMemory memory =
        new GraphMemory(explorer.machine(), locations, locations.initialMemory().length);
    this.invariants = new Invariants(scenario.invariants(), locations, names);
    this.contexts = new ScenarioProcess[processes.size()];
    this.after = new int[processes.size()];
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = new ScenarioProcess(i, names, explorer.machine(), memory);
      String victim = processes.get(i).after();
      after[i] = victim == null ? NOBODY : indexOf(victim);
    }
    for (List<String> identical : scenario.identical()) {
      identical.forEach(name -> contexts[indexOf(name)].hideIdentity());
    }
  }

  private int[] bodies() {
    int[] bodies = IntStream.range(0, processes.size()).toArray();
    for (List<String> names : scenario.identical()) {
      boolean mayDie = faults.kills() > 0 && names.stream().anyMatch(faults.victims()::contains);
      for (String name : names) {
        int process = indexOf(name);
        bodies[process] = mayDie ? process : indexOf(names.get(0));
      }
    }
    return bodies;
  }

  /** Runs the set-up of a scenario and returns the memory it leaves behind. */
  static byte[] setUp(Scenario scenario) {
    byte[] memory = new byte[Math.toIntExact(scenario.bytes())];
    try {
      scenario.setUp().run(new ImageMemory(memory, true), SetUpWorld.of(scenario));
    } catch (Exception | AssertionError failed) {
      throw failure("set-up failed", failed);
    }
    return memory;
  }

  Explorer explorer() {
    return explorer;
  }

  Scenario scenario() {
    return scenario;
  }

  Names names() {
    return names;
  }

  Locations locations() {
    return locations;
  }

  private int indexOf(String process) {
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).name().equals(process)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "no such process: name="
            + process
            + ", scenario="
            + scenario.name()
            + "; do: use the name given to process(name, body)");
  }

  private static ExplorationFailure failure(String where, Throwable thrown) {
    boolean check = thrown instanceof AssertionError;
    String why = thrown instanceof CheckFailed ? thrown.getMessage() : thrown.toString();
    return new ExplorationFailure(
        check ? FailureKind.ASSERTION : FailureKind.EXCEPTION, where + why, thrown);
  }

  @Override
  public int threads() {
    return processes.size();
  }

  @Override
  public Object run(int thread) {
    contexts[thread].restart();
    try {
      processes.get(thread).body().run(contexts[thread]);
    } catch (Exception | AssertionError | StackOverflowError thrown) {
      throw failure(thrown instanceof CheckFailed ? "" : names.process(thread) + ": ", thrown);
    }
    return contexts[thread].notes();
  }

  @Override
  public Object killed(int thread) {
    return contexts[thread].notes();
  }

  @Override
  public int startsAfterDeathOf(int thread) {
    return after[thread];
  }

  /** Lets processes never start: what others do without them is part of an execution. */
  void letRest(boolean[] which) {
    resting = which;
  }

  @Override
  public boolean rests(int thread) {
    return thread < resting.length && resting[thread];
  }

  @Override
  public boolean isDaemon(int thread) {
    return processes.get(thread).daemon();
  }

  @Override
  public boolean isUntimed() {
    return scenario.untimed();
  }

  @Override
  public boolean[] victims() {
    boolean[] victims = new boolean[processes.size()];
    for (int i = 0; i < victims.length && faults.kills() > 0; i++) {
      victims[i] = faults.victims().contains(processes.get(i).name());
    }
    return victims;
  }

  @Override
  public void complete(ExecutionGraph graph, Tally tally) {
    invariants.check(graph);
    SharedMemory memory = new ImageMemory(FinalMemory.of(graph, locations), false);
    End end = new End(graph, memory, null);
    for (Scenario.NamedEndCheck check : scenario.endChecks()) {
      try {
        check.check().check(end);
      } catch (Exception | AssertionError thrown) {
        throw failure(check.name() + ": ", thrown);
      }
    }
    if (end.asked) {
      orders.forEach(order -> checkAnotherOrder(new End(graph, memory, order)));
    }
  }

  /** What holds in an execution must hold when identical processes change places. */
  private void checkAnotherOrder(End end) {
    for (Scenario.NamedEndCheck check : scenario.endChecks()) {
      try {
        check.check().check(end);
      } catch (Exception | AssertionError thrown) {
        throw new ExplorationFailure(
            FailureKind.NONDETERMINISM,
            "check tells identical processes apart: check="
                + check.name()
                + ", reason="
                + thrown.getMessage()
                + "; do: add these processes by process(name, body), or check --no-symmetry",
            thrown);
      }
    }
  }

  @Override
  public void look(ExecutionGraph graph) {
    invariants.check(graph);
  }

  @Override
  public void refuted(ExecutionGraph graph) {
    invariants.check(graph);
  }

  @Override
  public void stuck(ExecutionGraph graph, IntSupplier roused) {
    invariants.check(graph);
    throw new Stuck(graph, locations, names).failure(roused);
  }

  /** What a process recorded up to its end, its death, or where it waits. */
  @SuppressWarnings("unchecked")
  private List<ScenarioProcess.Note> notesOf(ExecutionGraph graph, int thread) {
    Object completion = graph.log(thread).completion;
    return completion == null ? List.of() : (List<ScenarioProcess.Note>) completion;
  }

  private final class End implements EndState {
    private final ExecutionGraph graph;
    private final SharedMemory memory;
    private final int[] order;
    private boolean asked;

    /**
     * Creates the state at the end of an execution.
     *
     * @param order for each process the one in whose place it is; null if all are in their own
     */
    End(ExecutionGraph graph, SharedMemory memory, int[] order) {
      this.graph = graph;
      this.memory = memory;
      this.order = order;
    }

    private int placeOf(String process) {
      asked = true;
      int place = indexOf(process);
      return order == null ? place : order[place];
    }

    @Override
    public SharedMemory memory() {
      return memory;
    }

    @Override
    public List<Object> recorded(String process, String label) {
      List<Object> values = new ArrayList<>();
      for (ScenarioProcess.Note note : notesOf(graph, placeOf(process))) {
        if (note.label().equals(label)) {
          values.add(note.value());
        }
      }
      return values;
    }

    @Override
    public boolean killed(String process) {
      return explorer.kills().isDead(graph, placeOf(process));
    }
  }
}
