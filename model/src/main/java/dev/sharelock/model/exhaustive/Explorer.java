package dev.sharelock.model.exhaustive;

import java.util.ArrayDeque;

/**
 * Explores all consistent execution graphs of a world, each once (TruSt). The bodies run one after
 * another as plain calls; a pending graph is run from the start of each body that has not ended in
 * it. A thread runs until it ends or waits; then the first one that can goes on.
 */
final class Explorer {
  private final World world;
  private final GraphMachine machine;
  private final Quiescence quiescence;
  private final ArrayDeque<ExecutionGraph> pending = new ArrayDeque<>();
  private final GraphFingerprints seen;
  private final Kills kills;
  private ExecutionGraph current;
  private double done;
  private long executions;
  private long blocked;
  private long runs;
  private long duplicates;

  Explorer(World world, Locations locations, Rules rules, boolean detectDuplicates) {
    this.world = world;
    int threads = world.threads();
    Growth growth = new Growth(threads, locations, rules, this::suspend);
    this.kills = new Kills(world.victims(), growth, locations, this::suspend);
    this.machine = new GraphMachine(locations, growth, kills);
    this.quiescence = new Quiescence(world, machine, kills);
    this.seen = detectDuplicates ? new GraphFingerprints() : null;
    pending.push(new ExecutionGraph(threads, locations));
  }

  private void suspend(ExecutionGraph graph) {
    current.weight /= 2;
    graph.weight = current.weight;
    pending.push(graph);
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

  /** Explores the next pending graph, and what it leads to without another decision. */
  void step() {
    current = pending.pop();
    if (runAll(current)) {
      count(current);
    }
    done += current.weight;
  }

  /** How much of the work is done, from 0 to 1. It only grows, but not evenly. */
  double done() {
    return done;
  }

  /** Replays one execution; a failure is thrown. */
  void follow(Guide guide) {
    current = pending.pop();
    machine.growth().guideBy(guide);
    while (!guide.isAtEnd()) {
      int before = guide.position();
      run(current, guide.thread());
      if (guide.position() == before) {
        guide.take(0);
      }
    }
    machine.growth().guideBy(null);
    current.resume = guide.last();
    if (runAll(current)) {
      count(current);
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

  private void count(ExecutionGraph graph) {
    Quiescence.Kind kind = quiescence.kindOf(graph);
    if (kind == Quiescence.Kind.STALE) {
      return;
    }
    if (seen != null && !seen.add(graph)) {
      duplicates++;
    }
    switch (kind) {
      case COMPLETE -> {
        executions++;
        world.complete(graph);
      }
      case REFUTED -> {
        blocked++;
        world.refuted(graph);
      }
      default -> {
        blocked++;
        world.stuck(graph);
      }
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
    machine.start(graph, thread);
    int victim = world.startsAfterDeathOf(thread);
    try {
      if (victim != World.NOBODY) {
        machine.startAfterDeathOf(victim);
      }
      Object completion = world.run(thread);
      machine.end();
      graph.ownLog(thread).completion = completion;
      return true;
    } catch (Halt halt) {
      if (halt == Halt.KILLED) {
        graph.ownLog(thread).completion = world.killed(thread);
      }
      return halt != Halt.PRUNED;
    }
  }
}
