package dev.sharelock.model.sampling;

import dev.sharelock.model.sampling.schedule.Schedule;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.TraceEvent;
import java.util.List;
import java.util.Optional;

/**
 * One execution with all that happened in it, whether it failed or not.
 *
 * @param schedule its decisions
 * @param events its steps
 * @param failure what is wrong with it, if anything
 */
public record Recording(Schedule schedule, List<TraceEvent> events, Optional<Failure> failure) {

  public Recording {
    events = List.copyOf(events);
  }

  /** Whether a read left out newer values, which no turn-taking of real processes brings about. */
  public boolean hasStaleReads() {
    return schedule.steps().stream().anyMatch(step -> step.kind() == StepKind.STALE);
  }
}
