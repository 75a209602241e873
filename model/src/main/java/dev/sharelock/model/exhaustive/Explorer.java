package dev.sharelock.model.exhaustive;

import dev.sharelock.model.trace.FailureKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Grows execution graphs (TruSt): a pending graph leads to one execution, and to other pending
 * graphs, its children; all graphs together form a tree. The bodies run one after another as plain
 * calls, from the start of each body that has not ended in the graph. A thread runs until it ends
 * or waits; then the first one that can goes on.
 *
 * <p>Explorers share no graph; each serves one worker.
 */
final class Explorer {
  private final World world;
  private final GraphMachine machine;
  private final Quiescence quiescence;
  private final GraphFingerprints seen;
  private final Kills kills;
  private final PreemptionBound bound;
  private final List<ExecutionGraph> children = new ArrayList<>();
  private ExecutionGraph current;
  private int running = World.NOBODY;
  private long runs;

  /**
   * Creates an explorer.
   *
   * @param seen where graphs are remembered to count those seen twice; or null
   */
  Explorer(World world, Locations locations, Rules rules, GraphFingerprints seen) {
    this.world = world;
    Growth growth = new Growth(world.threads(), locations, rules, children::add);
    this.kills = new Kills(world.victims(), growth, locations, children::add);
    this.machine = new GraphMachine(locations, growth, kills);
    this.quiescence = new Quiescence(world, machine, kills);
    this.seen = seen;
    this.bound = rules.bound();
  }

  GraphMachine machine() {
    return machine;
  }

  Kills kills() {
    return kills;
  }

  /** The graph at hand, also after a failure. */
  ExecutionGraph current() {
    return current;
  }

  /**
   * Which thread runs; after a failure, the one that has come upon it, or {@link World#NOBODY} if
   * it shows in the execution as a whole.
   */
  int running() {
    return running;
  }

  /**
   * Explores a pending graph, counts it, and leaves its children in {@link #children}; they share
   * its weight with it.
   */
  void explore(ExecutionGraph graph, Tally tally) {
    long before = runs;
    try {
      if (grow(graph)) {
        count(graph, tally);
      }
    } finally {
      tally.runs += runs - before;
    }
    tally.done += graph.weight;
  }

  /** Grows a graph without counting it; tells whether it is to be counted. */
  boolean grow(ExecutionGraph graph) {
    children.clear();
    current = graph;
    running = World.NOBODY;
    if (!bound.mayLeadToIncluded(graph)) {
      return false;
    }
    if (graph.resume >= 0) {
      machine.growth().lookAgain(graph, graph.resume);
    }
    boolean counts = runWithinBound(graph);
    graph.weight /= children.size() + 1;
    for (int i = 0; i < children.size(); i++) {
      ExecutionGraph child = children.get(i);
      child.weight = graph.weight;
      child.descent = new Descent(graph.descent, i);
    }
    return counts;
  }

  /** Whether a graph that was grown is an execution. */
  boolean isExecution(ExecutionGraph graph) {
    return quiescence.kindOf(graph) != Quiescence.Kind.STALE;
  }

  /** The children of the graph that was grown last, the one to be explored first at the end. */
  List<ExecutionGraph> children() {
    return children;
  }

  /** Takes up a graph that is known, to look at it again. */
  void takeUp(ExecutionGraph graph) {
    current = graph;
  }

  /** Replays one execution; a failure is thrown. */
  void follow(ExecutionGraph root, Guide guide, Tally tally) {
    current = root;
    machine.growth().guideBy(guide);
    while (!guide.isAtEnd()) {
      int before = guide.position();
      run(current, guide.thread());
      if (guide.position() == before) {
        guide.take(0);
      }
    }
    machine.growth().guideBy(null);
    running = World.NOBODY;
    world.look(current);
    current.resume = guide.last();
    if (runAll(current)) {
      count(current, tally);
    }
  }

  /** Runs all threads over the graph at hand again, without adding anything. */
  void repeat(Growth.Witness witness) {
    Growth growth = machine.growth();
    for (int t = 0; t < world.threads(); t++) {
      growth.guideBy(new Guide());
      growth.watch(witness);
      try {
        run(current.copy(), t);
      } catch (ExplorationFailure known) {
        // It is the failure that is being reported.
      }
    }
    growth.watch(null);
    growth.guideBy(null);
  }

  /** Runs all threads over the graph at hand again; what differs is a failure that is thrown. */
  void requireRepeatable() {
    for (int t = 0; t < world.threads(); t++) {
      if (world.startsAfterDeathOf(t) == World.NOBODY || current.log(t).count > 0) {
        requireRepeatable(t);
      }
    }
    machine.growth().guideBy(null);
  }

  private void requireRepeatable(int thread) {
    Growth growth = machine.growth();
    growth.guideBy(new Guide());
    ExecutionGraph copy = current.copy();
    Object completion = copy.log(thread).completion;
    try {
      run(copy, thread);
    } catch (ExplorationFailure failure) {
      if (failure.kind() == FailureKind.NONDETERMINISM) {
        throw failure;
      }
      return; // it fails as it did before
    }
    if (completion != null && !completion.equals(copy.log(thread).completion)) {
      throw growth.repeated().recorded(completion, copy.log(thread).completion);
    }
  }

  private void count(ExecutionGraph graph, Tally tally) {
    Quiescence.Kind kind = quiescence.kindOf(graph);
    if (kind == Quiescence.Kind.STALE) {
      return;
    }
    if (!bound.includes(graph)) {
      return;
    }
    if (seen != null && !seen.add(graph)) {
      tally.duplicates++;
    }
    switch (kind) {
      case COMPLETE -> {
        tally.executions++;
        world.complete(graph, tally);
      }
      case REFUTED -> {
        tally.blocked++;
        world.refuted(graph);
      }
      default -> {
        tally.blocked++;
        world.stuck(graph, () -> rouse(graph));
      }
    }
  }

  /**
   * An experiment with a graph in which threads wait in vain: all that sleep are woken without a
   * reason, which every wait must expect, and nothing is kept of it.
   *
   * @return a thread that slept and comes to its end then; {@link World#NOBODY} if there is none
   */
  private int rouse(ExecutionGraph graph) {
    int known = children.size();
    int failing = machine.growth().thread();
    ExecutionGraph copy = graph.copy();
    boolean[] roused = new boolean[copy.threads()];
    for (int t = 0; t < roused.length; t++) {
      Event last = copy.log(t).last();
      roused[t] = last != null && last.kind == Event.BLOCK && last.operation == Event.WAIT;
      if (roused[t]) {
        machine.rouse(copy, t);
      }
    }
    int ended = World.NOBODY;
    try {
      copy.resume = -1;
      runUntilQuiet(copy);
      for (int t = 0; t < roused.length; t++) {
        ended = ended < 0 && roused[t] && copy.log(t).completion != null ? t : ended;
      }
    } catch (ExplorationFailure another) {
      // What goes wrong in the experiment did not happen.
    }
    children.subList(known, children.size()).clear();
    machine.start(graph, failing);
    running = World.NOBODY;
    return ended;
  }

  private void runUntilQuiet(ExecutionGraph graph) {
    int t = nextEnabled(graph);
    while (t >= 0 && run(graph, t)) {
      t = nextEnabled(graph);
    }
  }

  /** Runs threads until none can go on, or one fails in a way that is beyond the bound. */
  private boolean runWithinBound(ExecutionGraph graph) {
    try {
      return runAll(graph);
    } catch (ExplorationFailure failure) {
      if (bound.includesCauses(graph, machine.growth().thread())) {
        throw failure;
      }
      return false;
    }
  }

  /** Runs threads until none can go on; tells whether the graph is worth counting. */
  private boolean runAll(ExecutionGraph graph) {
    int t = graph.resume >= 0 ? graph.resume : nextEnabled(graph);
    while (t >= 0) {
      if (!run(graph, t)) {
        return false;
      }
      t = nextEnabled(graph);
      if (t < 0 && quiescence.letTimePass(graph)) {
        t = nextEnabled(graph);
      }
    }
    return true;
  }

  private int nextEnabled(ExecutionGraph graph) {
    for (int t = 0; t < graph.threads(); t++) {
      if (isEnabled(graph, t)) {
        return t;
      }
    }
    return -1;
  }

  private boolean isEnabled(ExecutionGraph graph, int thread) {
    ThreadLog log = graph.log(thread);
    if (log.completion != null || log.stuck) {
      return false;
    }
    Event last = log.last();
    if (last == null) {
      int victim = world.startsAfterDeathOf(thread);
      if (world.rests(thread)) {
        return false;
      }
      return victim == World.NOBODY || kills.isDead(graph, victim);
    }
    if (last.kind != Event.BLOCK) {
      return true;
    }
    return Awaiting.at(graph, thread, last.location).isOver();
  }

  /** Runs a thread as far as it gets; tells whether the graph is worth going on with. */
  private boolean run(ExecutionGraph graph, int thread) {
    runs++;
    running = thread;
    machine.start(graph, thread);
    int victim = world.startsAfterDeathOf(thread);
    try {
      if (victim != World.NOBODY) {
        machine.startAfterDeathOf(victim);
      }
      Object completion = world.run(thread);
      machine.end();
      graph.ownLog(thread).completion = completion;
      running = World.NOBODY;
      return true;
    } catch (Halt thrown) {
      running = World.NOBODY;
      Halt halt = machine.growth().left();
      if (halt == Halt.KILLED) {
        graph.ownLog(thread).completion = world.killed(thread);
      }
      return halt != Halt.PRUNED;
    }
  }
}
