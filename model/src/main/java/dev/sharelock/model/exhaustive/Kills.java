package dev.sharelock.model.exhaustive;

import dev.sharelock.model.scenario.Leeway;
import java.util.function.Consumer;

/**
 * Kills processes: a process may die before it begins, and after each step that others can see. Its
 * death is a write to a ghost location, which others read when they ask whether it is alive.
 */
final class Kills {
  private final boolean[] victims;
  private final int[] deaths;
  private final Growth growth;
  private final Locations locations;
  private final Consumer<ExecutionGraph> pending;

  Kills(boolean[] victims, Growth growth, Locations locations, Consumer<ExecutionGraph> pending) {
    this.victims = victims;
    this.growth = growth;
    this.locations = locations;
    this.pending = pending;
    this.deaths = new int[victims.length];
    for (int t = 0; t < victims.length; t++) {
      deaths[t] = locations.ghost(Locations.DEATH, t);
    }
  }

  boolean isVictim(int thread) {
    return victims[thread];
  }

  /** The location that tells whether a process was killed. */
  int location(int thread) {
    return deaths[thread];
  }

  /** Whether a process was killed in a graph. */
  boolean isDead(ExecutionGraph graph, int thread) {
    Cell cell = graph.cellOrNull(deaths[thread]);
    return cell != null && cell.writeCount > 1;
  }

  /** Whether any process was killed in a graph. */
  boolean anyIsDead(ExecutionGraph graph) {
    for (int t = 0; t < deaths.length; t++) {
      if (isDead(graph, t)) {
        return true;
      }
    }
    return false;
  }

  /** Keeps for later that the process at hand dies here, if it may. */
  void offer() {
    if (growth.guide() != null) {
      dieIfGuided();
      return;
    }
    if (!victims[growth.thread()] || growth.isProbing() || !isVisible(growth.log().last())) {
      return;
    }
    ExecutionGraph graph = growth.graph();
    if (!maySpare(graph, growth.thread())) {
      return;
    }
    ExecutionGraph copy = graph.copy();
    Event death = growth.create(Event.WRITE, deaths[growth.thread()], Mode.RELEASE);
    copy.stamp = graph.stamp;
    death.operation = Event.KILL;
    death.value = 1;
    growth.rules().clocks().set(death, growth.log());
    copy.append(death);
    growth.revisits().revisit(copy, death, null);
    copy.ownCell(death.location).insert(1, death);
    copy.resume = growth.thread();
    pending.accept(copy);
  }

  /** Whether there is a death left for a thread, besides those that others have to die. */
  boolean maySpare(ExecutionGraph graph, int thread) {
    int deaths = graph.count(Event.KILL);
    boolean weak = growth.rules().faults().allows(Leeway.WEAK_CRASH_CUTS);
    for (int t = 0; weak && t < graph.threads(); t++) {
      deaths += t != thread && !isDead(graph, t) && Losses.hasLost(graph.log(t)) ? 1 : 0;
    }
    return victims[thread] && deaths < growth.rules().faults().kills();
  }

  private void dieIfGuided() {
    if (growth.guide().takeIf(Guide.KILL)) {
      Event death = growth.create(Event.WRITE, deaths[growth.thread()], Mode.RELEASE);
      death.operation = Event.KILL;
      death.value = 1;
      growth.append(death);
      growth.graph().ownCell(death.location).insert(1, death);
      throw growth.leave(Halt.DYING);
    }
  }

  /** Whether dying after an event differs from dying before it. */
  private boolean isVisible(Event last) {
    if (last == null) {
      return true;
    }
    return switch (last.kind) {
      case Event.WRITE -> last.operation != Event.KILL;
      case Event.DATA_WRITE -> true;
      case Event.READ ->
          last.operation == Event.BEGIN || locations.entry(last.location).kind() == Locations.WOKEN;
      default -> false;
    };
  }
}
