package dev.sharelock.model.run;

import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.Likeness;
import java.util.Optional;

/**
 * Turns failing executions with stale reads, and those of the exhaustive engine, into schedules.
 */
public final class Interleaving {
  private Interleaving() {}

  /** The same failure as an interleaving, if there is one that fails so. */
  public static Optional<Failure> of(Scenario scenario, Failure failure) {
    return new SamplingEngine(0)
        .follow(scenario, failure)
        .filter(other -> Likeness.alikeInOtherWords(failure, other));
  }

  /** Says why a failure cannot be repeated by real processes. */
  public static String whyNot(Scenario scenario, Failure failure) {
    return "token cannot be replayed in forked JVMs: "
        + TextReport.weakStep(scenario, failure)
        + "; do: replay it without --forked, or run ./sharelock race "
        + scenario.name();
  }
}
