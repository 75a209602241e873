package dev.sharelock.model.run;

import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.ReplayToken;

/** Makes engines of one sort. */
public interface EngineFactory {

  /** The name on the command line. */
  String name();

  /** Whether it can check under this memory model at all. */
  boolean supports(MemoryModel model);

  /** Whether it should check the scenario unless it is asked to by name. */
  boolean suits(Scenario scenario, MemoryModel model);

  /** Whether it could find the failure of a scenario that must fail. */
  default boolean couldFail(Scenario scenario, MemoryModel model) {
    return true;
  }

  /** Whether it ends a check of the scenario soon, without being stopped by the budget. */
  default boolean endsByItself(Scenario scenario) {
    return false;
  }

  /** Whether it wrote the token. */
  boolean wrote(ReplayToken token);

  /** Makes an engine for one check. */
  Engine create(EngineSettings settings);

  /** Makes an engine that replays a token. */
  Engine forReplay(ReplayToken token);
}
