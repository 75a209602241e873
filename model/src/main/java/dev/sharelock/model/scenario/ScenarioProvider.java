package dev.sharelock.model.scenario;

import java.util.stream.Stream;

/**
 * Offers scenarios to the command line and to the replay of tokens; found with {@link
 * java.util.ServiceLoader}.
 */
public interface ScenarioProvider {

  /** The scenarios, each with a name of its own, always in the same order. */
  Stream<Scenario> scenarios();
}
