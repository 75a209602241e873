package dev.sharelock.model.exhaustive;

import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Leeway;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts the faults of an execution. */
final class FaultCount {
  private static final int SPURIOUS = 1;
  private static final int EARLY = 2;

  private FaultCount() {}

  /** The faults of a graph among those that may be. */
  static Faults of(ExecutionGraph graph, Faults most) {
    return new Faults(
        graph.count(Event.KILL),
        most.victims(),
        graph.count(Event.WAIT, SPURIOUS),
        graph.count(Event.WAIT, EARLY),
        graph.count(Event.SPURIOUS),
        graph.count(Event.LOSS) > 0 ? most.leeways() : withoutCuts(most.leeways()));
  }

  private static Set<Leeway> withoutCuts(Set<Leeway> leeways) {
    Set<Leeway> others = new HashSet<>(leeways);
    others.remove(Leeway.WEAK_CRASH_CUTS);
    return others;
  }

  static int sum(Faults faults) {
    return faults.kills()
        + faults.spuriousWakeUps()
        + faults.earlyTimeOuts()
        + faults.weakFailures()
        + (faults.allows(Leeway.WEAK_CRASH_CUTS) ? 1 : 0);
  }

  /** All ways to have fewer faults, the fewest first. */
  static List<Faults> below(Faults most) {
    List<Faults> all = new ArrayList<>();
    for (int kills = 0; kills <= most.kills(); kills++) {
      for (int spurious = 0; spurious <= most.spuriousWakeUps(); spurious++) {
        for (int early = 0; early <= most.earlyTimeOuts(); early++) {
          for (int weak = 0; weak <= most.weakFailures(); weak++) {
            Set<Leeway> others = withoutCuts(most.leeways());
            all.add(new Faults(kills, most.victims(), spurious, early, weak, others));
            all.add(new Faults(kills, most.victims(), spurious, early, weak, most.leeways()));
          }
        }
      }
    }
    all.removeIf(faults -> sum(faults) >= sum(most));
    return all.stream().distinct().sorted(Comparator.comparingInt(FaultCount::sum)).toList();
  }
}
