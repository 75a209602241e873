package dev.sharelock.model.sampling;

import dev.sharelock.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who may die, at which of its steps, and after whom. */
final class Victims {
  private final List<Integer> victims = new ArrayList<>();

  /** For each process the one whose death starts it; negative if there is none that may die. */
  private final int[] predecessors;

  /** How many steps each process has made at the most. */
  private final int[] lengths;

  Victims(Scenario scenario) {
    Set<String> mortal = scenario.faults().victims();
    List<String> names = scenario.processes().stream().map(Scenario.Process::name).toList();
    predecessors = new int[names.size()];
    lengths = new int[names.size()];
    for (int i = 0; i < names.size(); i++) {
      String after = scenario.processes().get(i).after();
      boolean follows = after != null && mortal.contains(after);
      predecessors[i] = follows ? names.indexOf(after) : -1;
      if (mortal.contains(names.get(i))) {
        victims.add(i);
      }
    }
  }

  /** Takes note of an execution. */
  void learn(Runner runner) {
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.max(lengths[i], runner.stepsOf(i));
    }
  }

  /** Plans the deaths without which a victim would not be started. */
  void addPredecessors(Plan.Moment death, int most, List<Plan.Moment> kills, SplitMix random) {
    int before = predecessors[death.process()];
    while (before >= 0 && kills.size() < most) {
      kills.add(moment(before, random));
      before = predecessors[before];
    }
  }

  /** Plans the death of somebody who lives still, after those that are planned. */
  Plan.Moment next(List<Plan.Moment> kills, SplitMix random) {
    List<Integer> dead = kills.stream().map(Plan.Moment::process).toList();
    List<Integer> left = new ArrayList<>(victims);
    left.removeAll(dead);
    left.removeIf(next -> predecessors[next] >= 0 && !dead.contains(predecessors[next]));
    return moment(left.get(random.below(left.size())), random);
  }

  private Plan.Moment moment(int process, SplitMix random) {
    int longest = 1;
    for (int length : lengths) {
      longest = Math.max(longest, length);
    }
    return new Plan.Moment(
        process, random.below(lengths[process] == 0 ? longest : lengths[process]));
  }
}
