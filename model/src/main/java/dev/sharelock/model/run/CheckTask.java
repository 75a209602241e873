package dev.sharelock.model.run;

import dev.sharelock.model.scenario.Scenario;

/** One scenario to be checked by one engine. */
public record CheckTask(Scenario scenario, EngineFactory engine) {

  /** Whether the scenario must fail, and so ends as soon as the failure is found. */
  boolean mustFail() {
    return !scenario.mustFailWith().isEmpty();
  }

  /** Whether the check seldom needs the time that it is given. */
  boolean endsByItself() {
    return mustFail() || engine.endsByItself(scenario);
  }
}
