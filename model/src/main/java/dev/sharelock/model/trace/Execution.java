package dev.sharelock.model.trace;

import java.util.List;
import java.util.Optional;

/**
 * One execution, whether it fails or not.
 *
 * @param token the line that replays it
 * @param processes the names of the processes, by index
 * @param events the steps, in an order that all processes agree with
 * @param failure what is wrong with it, if anything
 */
public record Execution(
    ReplayToken token, List<String> processes, List<TraceEvent> events, Optional<Failure> failure) {

  public Execution {
    processes = List.copyOf(processes);
    events = List.copyOf(events);
  }
}
