package dev.sharelock.model.sampling;

import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans the executions of a run. Where processes may be killed, every other execution belongs to a
 * sweep that kills each victim instead of its first step, then its second one, and so on to its
 * last; of the rest, every other one has deaths at random steps.
 */
final class Planner {
  private static final int MAX_LENGTH = 10_000_000;

  private final long seed;
  private final List<Strategy> strategies;
  private final int allowed;
  private final List<Integer> victims = new ArrayList<>();
  private int length = 1;
  private int victim;
  private int step;
  private int sweeps;
  private boolean sweeping;

  Planner(Scenario scenario, long seed, List<Strategy> strategies) {
    this.seed = seed;
    this.strategies = strategies;
    Faults faults = scenario.faults();
    for (int i = 0; i < scenario.processes().size(); i++) {
      if (faults.victims().contains(scenario.processes().get(i).name())) {
        victims.add(i);
      }
    }
    allowed = Math.min(faults.kills(), victims.size());
  }

  Plan next(long index) {
    long own = SplitMix.derive(seed, index);
    long turn = allowed > 0 ? index >> 1 : index;
    Strategy strategy = strategies.get((int) (turn % strategies.size()));
    sweeping = allowed > 0 && index % 2 == 0;
    SplitMix random = new SplitMix(~own);
    List<Plan.Kill> kills = new ArrayList<>();
    if (sweeping) {
      kills.add(new Plan.Kill(victims.get(victim), step));
    }
    boolean randomDeaths = allowed > kills.size() && (sweeping || turn % 2 == 0);
    while (randomDeaths && kills.size() < allowed && (kills.isEmpty() || random.oneIn(2))) {
      kills.add(new Plan.Kill(nextVictim(random, kills), random.below(length)));
    }
    return new Plan(strategy, own, length, kills);
  }

  private int nextVictim(SplitMix random, List<Plan.Kill> kills) {
    List<Integer> left = new ArrayList<>(victims);
    kills.forEach(kill -> left.remove((Integer) kill.process()));
    return left.get(random.below(left.size()));
  }

  /** Takes note of the execution that was planned last. */
  void learn(Runner runner) {
    length = Math.min(MAX_LENGTH, Math.max(length, runner.length()));
    if (sweeping) {
      step++;
      if (!runner.wasKilled(victims.get(victim))) {
        step = 0;
        victim = (victim + 1) % victims.size();
        sweeps += victim == 0 ? 1 : 0;
      }
    }
  }

  /** What was done about deaths, in a sentence part. */
  String deaths() {
    if (allowed == 0) {
      return "nobody dies";
    }
    String deaths = allowed == 1 ? "at most one death" : "up to " + allowed + " deaths";
    return deaths + ", every step of every victim swept " + sweeps + " times";
  }
}
