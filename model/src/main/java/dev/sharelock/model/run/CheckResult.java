package dev.sharelock.model.run;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;

/** A scenario and what an engine found out about it. */
public record CheckResult(Scenario scenario, Verdict verdict) {

  /** The scenario that the failure is told of: a smaller one, if it shows there as well. */
  public Scenario failing() {
    String name = verdict.failure().map(Failure::scenario).orElse(scenario.name());
    Scenario failing = scenario;
    while (!failing.name().equals(name) && failing.smaller().isPresent()) {
      failing = failing.smaller().get();
    }
    return failing;
  }

  /** Compares what was found with what had to be found. */
  public Standing standing() {
    boolean mustFail = !scenario.mustFailWith().isEmpty();
    if (verdict.failure().isEmpty()) {
      return mustFail ? Standing.NOT_CAUGHT : Standing.PASSED;
    }
    return scenario.mustFailWith().contains(verdict.failure().get().kind())
        ? Standing.CAUGHT
        : Standing.FAILED;
  }
}
