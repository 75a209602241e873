package dev.sharelock.model.run;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Scenario;

/** A scenario and what an engine found out about it. */
public record CheckResult(Scenario scenario, Verdict verdict) {

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
