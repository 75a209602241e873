package dev.sharelock.model.engine;

import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.ReplayToken;

/** Explores the executions of a scenario. */
public interface Engine {

  /** Looks for a failure until one is found, all executions were seen, or the budget is spent. */
  Verdict check(Scenario scenario, Budget budget, Progress progress);

  /** Runs exactly the execution of a token of this engine. */
  Verdict replay(Scenario scenario, ReplayToken token);
}
