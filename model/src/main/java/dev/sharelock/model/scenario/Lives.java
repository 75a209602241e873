package dev.sharelock.model.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Processes that come again when they are killed, and the names of their successors. */
final class Lives {
  private final Map<String, List<String>> all = new HashMap<>();

  /**
   * Adds a process that comes again.
   *
   * @param restarts how often
   * @param adder is told the name of each life and whose death begins it; null for the first
   */
  void add(String process, int restarts, BiConsumer<String, String> adder) {
    List<String> names = new ArrayList<>();
    String last = null;
    for (int life = 1; life <= restarts + 1; life++) {
      String name = life == 1 ? process : process + "-" + life;
      adder.accept(name, last);
      names.add(name);
      last = name;
    }
    all.put(process, names);
  }

  /** The same faults, but successors of victims are victims too, except for the last. */
  Faults endingAs(Faults faults) {
    List<String> victims = new ArrayList<>(faults.victims());
    for (String victim : faults.victims()) {
      List<String> names = all.getOrDefault(victim, List.of(victim));
      victims.addAll(names.subList(1, Math.max(1, names.size() - 1)));
    }
    return faults.killing(faults.kills(), victims.stream().distinct().toArray(String[]::new));
  }
}
