package dev.sharelock.model.engine;

/** Is told how far an engine has come; called often, so it must be quick. */
@FunctionalInterface
public interface Progress {

  /** Reports nothing. */
  Progress NONE = (executions, fraction) -> {};

  /**
   * Takes note of the progress.
   *
   * @param executions how many executions have ended
   * @param fraction how much of the work is done, from 0 to 1; negative if unknown
   */
  void report(long executions, double fraction);

  /** Takes note of how many executions there seem to be. */
  default void expects(Estimate estimate) {}

  /**
   * Says that the engine does something else now, such as minimising a failure.
   *
   * @param stage what it does, in a few words
   */
  default void enters(String stage) {}
}
