package dev.sharelock.model.trace;

import java.util.List;

/**
 * One failing execution: data only, no printing.
 *
 * @param scenario the name of the scenario
 * @param kind what is wrong
 * @param message what is wrong, in a sentence with values
 * @param token the line that replays the execution
 * @param processes the names of the processes, by index
 * @param events the steps, in an order that all processes agree with
 * @param cause the exception that showed it; null if there was none
 */
public record Failure(
    String scenario,
    FailureKind kind,
    String message,
    ReplayToken token,
    List<String> processes,
    List<TraceEvent> events,
    Throwable cause) {

  public Failure {
    processes = List.copyOf(processes);
    events = List.copyOf(events);
  }
}
