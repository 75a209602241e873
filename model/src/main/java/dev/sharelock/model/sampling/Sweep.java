package dev.sharelock.model.sampling;

import dev.sharelock.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Goes over all steps of some processes: every step of the first, then of the second, and so on.
 */
final class Sweep {
  private final List<Integer> processes = new ArrayList<>();
  private int current;
  private int step;
  private int sweeps;

  Sweep(Scenario scenario, Collection<String> names) {
    for (int i = 0; i < scenario.processes().size(); i++) {
      if (names.contains(scenario.processes().get(i).name())) {
        processes.add(i);
      }
    }
  }

  List<Integer> processes() {
    return processes;
  }

  Plan.Moment next() {
    return new Plan.Moment(processes.get(current), step);
  }

  /** Goes on, to another process if this one has fewer steps. */
  void advance(boolean reached) {
    step++;
    if (!reached) {
      step = 0;
      current = (current + 1) % processes.size();
      sweeps += current == 0 ? 1 : 0;
    }
  }

  /** How often all steps were gone over. */
  int sweeps() {
    return sweeps;
  }
}
