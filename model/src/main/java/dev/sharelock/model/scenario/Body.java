package dev.sharelock.model.scenario;

/** What one simulated process does. */
@FunctionalInterface
public interface Body {

  /**
   * Runs the process. It must be deterministic given what its context returns, keep no state
   * outside of this call, and share nothing with other bodies but the memory: engines run it many
   * times.
   *
   * @throws Exception any exception that leaves the body is a failure of the scenario
   */
  void run(ProcessContext context) throws Exception;
}
