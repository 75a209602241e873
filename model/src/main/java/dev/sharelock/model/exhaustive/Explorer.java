package dev.sharelock.model.exhaustive;

import java.util.ArrayDeque;

/**
 * Explores all consistent execution graphs of a set of bodies, each once (TruSt). The bodies run
 * one after another as plain calls; a pending graph is run from the start of each body that has not
 * ended in it.
 */
final class Explorer {

  /** The bodies, and what is to be done with complete executions. */
  interface World {
    /** Runs a body to its end and returns what it left behind, which must not change any more. */
    Object run(int thread);

    /** Takes note of an execution in which all threads have ended. */
    void complete(ExecutionGraph graph);

    /** Takes note of an execution in which some threads wait in vain. */
    void blocked(ExecutionGraph graph);
  }

  private enum Step {
    ENDED,
    BLOCKED,
    PRUNED
  }

  private final int threads;
  private final World world;
  private final GraphMachine machine;
  private final ArrayDeque<ExecutionGraph> pending = new ArrayDeque<>();
  private final GraphFingerprints seen;
  private long executions;
  private long blocked;
  private long runs;
  private long duplicates;

  Explorer(int threads, Locations locations, Rules rules, World world, boolean detectDuplicates) {
    this.threads = threads;
    this.world = world;
    this.machine = new GraphMachine(threads, locations, rules, pending::push);
    this.seen = detectDuplicates ? new GraphFingerprints() : null;
    pending.push(new ExecutionGraph(threads, locations));
  }

  GraphMachine machine() {
    return machine;
  }

  long executions() {
    return executions;
  }

  long blocked() {
    return blocked;
  }

  long runs() {
    return runs;
  }

  long duplicates() {
    return duplicates;
  }

  boolean isExhausted() {
    return pending.isEmpty();
  }

  /** Explores until nothing is pending or enough executions were seen. */
  void explore(long limit) {
    while (!pending.isEmpty() && executions + blocked < limit) {
      ExecutionGraph graph = pending.pop();
      if (runAll(graph)) {
        count(graph);
      }
    }
  }

  private void count(ExecutionGraph graph) {
    boolean complete = true;
    for (int t = 0; t < threads; t++) {
      complete &= graph.log(t).completion != null;
    }
    if (seen != null && !seen.add(graph)) {
      duplicates++;
    }
    if (complete) {
      executions++;
      world.complete(graph);
    } else {
      blocked++;
      world.blocked(graph);
    }
  }

  /** Runs threads until none can go on; tells whether the graph is worth counting. */
  private boolean runAll(ExecutionGraph graph) {
    int t = graph.resume >= 0 ? graph.resume : nextEnabled(graph);
    while (t >= 0) {
      if (run(graph, t) == Step.PRUNED) {
        return false;
      }
      t = nextEnabled(graph);
    }
    return true;
  }

  private static int nextEnabled(ExecutionGraph graph) {
    for (int t = 0; t < graph.threads(); t++) {
      if (isEnabled(graph, graph.log(t))) {
        return t;
      }
    }
    return -1;
  }

  private static boolean isEnabled(ExecutionGraph graph, ThreadLog log) {
    if (log.completion != null || log.stuck) {
      return false;
    }
    Event last = log.last();
    if (last == null || last.kind != Event.BLOCK) {
      return true;
    }
    Cell cell = graph.cell(last.location);
    for (int i = 1; i < cell.writeCount; i++) {
      if (cell.writes[i].stamp > last.seen) {
        return true;
      }
    }
    return false;
  }

  private Step run(ExecutionGraph graph, int thread) {
    runs++;
    machine.start(graph, thread);
    try {
      Object completion = world.run(thread);
      machine.end();
      graph.ownLog(thread).completion = completion;
      return Step.ENDED;
    } catch (Halt halt) {
      return halt == Halt.PRUNED ? Step.PRUNED : Step.BLOCKED;
    }
  }
}
