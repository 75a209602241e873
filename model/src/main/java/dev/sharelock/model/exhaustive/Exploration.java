package dev.sharelock.model.exhaustive;

import dev.sharelock.model.trace.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What exploring a {@link Program} showed.
 *
 * @param program the name of the program
 * @param options how it was explored
 * @param executions the complete consistent executions
 * @param blocked the executions in which a thread waits in vain or an assumption does not hold
 * @param duplicates graphs seen more than once; 0 unless {@link
 *     ExplorationOptions#detectDuplicates} is on
 * @param runs how often the threads were run
 * @param racy the complete executions with a data race
 * @param outcomes how often each outcome occurred in complete executions: the observed values of
 *     thread 0, of thread 1, ... and then the values at the end
 * @param failure the first failure, which ended the exploration
 * @param exhausted whether all executions were looked at
 */
public record Exploration(
    String program,
    ExplorationOptions options,
    long executions,
    long blocked,
    long duplicates,
    long runs,
    long racy,
    Map<List<Long>, Long> outcomes,
    Optional<Found> failure,
    boolean exhausted) {

  /**
   * A failing execution.
   *
   * @param kind what is wrong
   * @param message what is wrong, in a sentence
   * @param cause the exception that showed it; null if there was none
   */
  public record Found(FailureKind kind, String message, Throwable cause) {}
}
