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
 * @param memory which memory it needs, such as {@code fails under sc already}; empty if unknown
 */
public record Failure(
    String scenario,
    FailureKind kind,
    String message,
    ReplayToken token,
    List<String> processes,
    List<TraceEvent> events,
    Throwable cause,
    String memory) {

  public Failure {
    processes = List.copyOf(processes);
    events = List.copyOf(events);
  }

  /** A failure of which it is not known what memory it needs. */
  public Failure(
      String scenario,
      FailureKind kind,
      String message,
      ReplayToken token,
      List<String> processes,
      List<TraceEvent> events,
      Throwable cause) {
    this(scenario, kind, message, token, processes, events, cause, "");
  }

  /** The same with what is known of the memory that it needs. */
  public Failure needing(String what) {
    return new Failure(scenario, kind, message, token, processes, events, cause, what);
  }

  /** The same with another token that leads to it. */
  public Failure by(ReplayToken other) {
    return new Failure(scenario, kind, message, other, processes, events, cause, memory);
  }
}
