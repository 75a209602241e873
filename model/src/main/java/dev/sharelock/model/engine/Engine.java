package dev.sharelock.model.engine;

import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Execution;
import dev.sharelock.model.trace.ReplayToken;
import java.util.Optional;

/** Explores the executions of a scenario. */
public interface Engine {

  /** Looks for a failure until one is found, all executions were seen, or the budget is spent. */
  Verdict check(Scenario scenario, Budget budget, Progress progress);

  /** Runs exactly the execution of a token of this engine. */
  Verdict replay(Scenario scenario, ReplayToken token);

  /**
   * Looks at executions in the order of {@link #check}, also behind failures, up to one of them.
   *
   * @param number which one, from 1
   * @return empty if there are fewer
   */
  Optional<Execution> execution(Scenario scenario, long number);

  /** Runs exactly the execution of a token of this engine and keeps all that happens in it. */
  Execution execution(Scenario scenario, ReplayToken token);
}
