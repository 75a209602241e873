package dev.sharelock.model.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Processes that come again when they are killed, and the names of their successors. */
final class Lives {
  private final Map<String, List<String>> all = new HashMap<>();

  /** The names of a process and its successors, in order. */
  List<String> of(String process, int restarts) {
    List<String> names = new ArrayList<>(List.of(process));
    for (int i = 2; i <= restarts + 1; i++) {
      names.add(process + "-" + i);
    }
    all.put(process, names);
    return List.copyOf(names);
  }

  /** The same faults, but successors of victims are victims too, except for the last. */
  Faults endingAs(Faults faults) {
    List<String> victims = new ArrayList<>(faults.victims());
    for (String victim : faults.victims()) {
      List<String> names = all.getOrDefault(victim, List.of(victim));
      victims.addAll(names.subList(1, Math.max(1, names.size() - 1)));
    }
    return faults.killing(faults.kills(), victims.toArray(String[]::new));
  }
}
