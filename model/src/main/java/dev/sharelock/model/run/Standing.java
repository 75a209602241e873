package dev.sharelock.model.run;

/** What a verdict means for the scenario. */
public enum Standing {
  /** No failure was found, and none was wanted. */
  PASSED,
  /** A failure was found that the scenario must have: the engine works. */
  CAUGHT,
  /** A failure was found that must not be. */
  FAILED,
  /**
   * The failure that the scenario must have was not found: the engine or the budget is at fault.
   */
  NOT_CAUGHT;

  /** Whether all is well. */
  public boolean good() {
    return this == PASSED || this == CAUGHT;
  }
}
