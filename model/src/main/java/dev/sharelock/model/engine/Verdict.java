package dev.sharelock.model.engine;

import dev.sharelock.model.trace.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * What an engine found out about a scenario.
 *
 * @param scenario the name of the scenario
 * @param engine the engine with its options
 * @param failure the failure found, if any
 * @param executions how many complete executions were looked at
 * @param blocked how many executions ended with a process that waits in vain, where that is allowed
 * @param exhausted whether every execution within the stated bounds was looked at
 * @param seed what sampled executions were derived from; empty for an exhaustive engine
 * @param bounds what was explored and what was not, in a sentence
 * @param time how long it took
 * @param unfinished how far an exploration came that could have looked at everything but did not
 */
public record Verdict(
    String scenario,
    String engine,
    Optional<Failure> failure,
    long executions,
    long blocked,
    boolean exhausted,
    String seed,
    String bounds,
    Duration time,
    Optional<Unfinished> unfinished) {

  /** A verdict of an engine that does not look at everything anyway, or did. */
  public Verdict(
      String scenario,
      String engine,
      Optional<Failure> failure,
      long executions,
      long blocked,
      boolean exhausted,
      String seed,
      String bounds,
      Duration time) {
    this(
        scenario,
        engine,
        failure,
        executions,
        blocked,
        exhausted,
        seed,
        bounds,
        time,
        Optional.empty());
  }

  /** The same verdict with the failure in another form. */
  public Verdict with(Optional<Failure> other) {
    return new Verdict(
        scenario, engine, other, executions, blocked, exhausted, seed, bounds, time, unfinished);
  }
}
