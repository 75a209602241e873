package dev.sharelock.model.forked;

import dev.sharelock.model.scenario.Scenario;

/**
 * One process of a scenario, as a forked JVM runs it.
 *
 * @param index its position in the scenario
 */
record ScenarioProcess(Scenario scenario, int index) {

  String name() {
    return process().name();
  }

  /** How many processes the scenario has. */
  int siblings() {
    return scenario.processes().size();
  }

  Scenario.Process process() {
    return scenario.processes().get(index);
  }
}
