package dev.sharelock.model.sampling;

import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans the executions of a run. Where processes may be killed, every other execution belongs to a
 * sweep that kills each victim instead of its first step, then its second one, and so on to its
 * last; of the rest, every other one has deaths at random steps. Where pauses are worth looking
 * for, every other of the executions without planned deaths belongs to a sweep of the same kind.
 */
final class Planner {
  private static final int MAX_LENGTH = 10_000_000;

  private final long seed;
  private final List<Strategy> strategies;
  private final int allowed;
  private final Victims victims;
  private final Sweep deaths;
  private final Sweep pauses;
  private int length = 1;
  private boolean killing;
  private boolean pausing;

  Planner(Scenario scenario, long seed, List<Strategy> strategies) {
    this.seed = seed;
    this.strategies = strategies;
    Faults faults = scenario.faults();
    this.victims = new Victims(scenario);
    this.deaths = new Sweep(scenario, faults.victims());
    this.pauses = new Sweep(scenario, scenario.pausable());
    this.allowed = Math.min(faults.kills(), deaths.processes().size());
  }

  Plan next(long index) {
    long own = SplitMix.derive(seed, index);
    long turn = allowed > 0 ? index >> 1 : index;
    killing = allowed > 0 && index % 2 == 0;
    pausing = !killing && !pauses.processes().isEmpty() && turn % 2 == 0;
    SplitMix random = new SplitMix(~own);
    List<Plan.Moment> kills = new ArrayList<>();
    if (killing) {
      victims.addPredecessors(deaths.next(), allowed - 1, kills, random);
      kills.add(deaths.next());
    }
    boolean randomDeaths = allowed > kills.size() && (killing || turn % 2 == 0);
    while (randomDeaths
        && kills.size() < allowed
        && (kills.isEmpty() || random.below(allowed) != 0)) {
      kills.add(victims.next(kills, random));
    }
    long kind = pauses.processes().isEmpty() ? turn : turn >> 1;
    Strategy strategy = strategies.get((int) (kind % strategies.size()));
    return new Plan(strategy, own, length, kills, pausing ? List.of(pauses.next()) : List.of());
  }

  /** Takes note of the execution that was planned last. */
  void learn(Runner runner) {
    length = Math.min(MAX_LENGTH, Math.max(length, runner.length()));
    victims.learn(runner);
    if (killing) {
      deaths.advance(runner.wasKilled(deaths.next().process()));
    }
    if (pausing) {
      pauses.advance(runner.hasPassed(pauses.next()));
    }
  }

  /** What was done about deaths and pauses, in a sentence part. */
  String deaths() {
    String paused =
        pauses.processes().isEmpty()
            ? ""
            : ", a pause before every step of who may be evicted swept "
                + pauses.sweeps()
                + " times";
    if (allowed == 0) {
      return "nobody dies" + paused;
    }
    String died = allowed == 1 ? "at most one death" : "up to " + allowed + " deaths";
    return died + ", every step of every victim swept " + deaths.sweeps() + " times" + paused;
  }
}
