package dev.sharelock.model.exhaustive;

/** Explores all executions of a {@link Program}. */
public final class ProgramExplorer {

  private ProgramExplorer() {}

  /** Explores a program. */
  public static Exploration explore(Program program, ExplorationOptions options) {
    throw new UnsupportedOperationException(
        "exploration is missing: program=" + program + ", options=" + options);
  }
}
