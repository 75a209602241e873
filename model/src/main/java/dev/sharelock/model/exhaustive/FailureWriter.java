package dev.sharelock.model.exhaustive;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Execution;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import dev.sharelock.model.trace.TraceEvent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes failures down with the token that replays them: the decisions, and behind them the limit
 * of steps where it is not the usual one.
 */
final class FailureWriter {
  private static final Pattern LIMITED = Pattern.compile("(.*)\\.s([0-9]{1,9})");

  private final Scenario scenario;
  private final String engine;
  private final Explorer explorer;
  private final TraceWriter trace;
  private final int steps;

  private FailureWriter(ScenarioWorld world, String engine, int steps) {
    this.scenario = world.scenario();
    this.engine = engine;
    this.explorer = world.explorer();
    this.trace = new TraceWriter(world.locations(), world.names());
    this.steps = steps;
  }

  /**
   * A writer.
   *
   * @param engine the name of the engine in tokens
   * @param steps the limit of steps
   */
  static FailureWriter of(ScenarioWorld world, String engine, int steps) {
    return new FailureWriter(world, engine, steps);
  }

  /** The failure of an execution. */
  Failure write(Part.Failing failing) {
    explorer.takeUp(failing.graph());
    List<TraceEvent> events = trace.write(explorer, failing.thread());
    return failure(scenario, token(failing), failing.failure(), events);
  }

  /** An execution; its failure is null if nothing is wrong with it. */
  Execution execution(Part.Failing found) {
    ReplayToken token = token(found);
    explorer.takeUp(found.graph());
    return new Execution(
        token,
        scenario.processes().stream().map(Scenario.Process::name).toList(),
        trace.write(explorer, found.thread()),
        Optional.ofNullable(found.failure())
            .map(failure -> failure(scenario, token, failure, List.of())));
  }

  private ReplayToken token(Part.Failing found) {
    String limit = steps == Budget.QUICK.steps() ? "" : ".s" + steps;
    String payload = Guide.to(found.graph(), found.thread()) + limit;
    return new ReplayToken(scenario.name(), engine, payload);
  }

  /** A failure before the processes start. */
  static Failure inSetUp(Scenario scenario, String engine, ExplorationFailure failure) {
    return failure(scenario, new ReplayToken(scenario.name(), engine, ""), failure, List.of());
  }

  private static Failure failure(
      Scenario scenario, ReplayToken token, ExplorationFailure failure, List<TraceEvent> events) {
    return new Failure(
        scenario.name(),
        failure.kind(),
        failure.getMessage(),
        token,
        scenario.processes().stream().map(Scenario.Process::name).toList(),
        events,
        failure.getCause());
  }

  /** The limit of steps in a token. */
  static int stepsOf(ReplayToken token) {
    Matcher limited = LIMITED.matcher(token.payload());
    return limited.matches() ? Integer.parseInt(limited.group(2)) : Budget.QUICK.steps();
  }

  /** The decisions in a token. */
  static Guide guideOf(ReplayToken token) {
    Matcher limited = LIMITED.matcher(token.payload());
    return Guide.parse(limited.matches() ? limited.group(1) : token.payload());
  }
}
