package dev.sharelock.model.cli;

import dev.sharelock.model.exhaustive.Reductions;
import picocli.CommandLine.Option;

/** What the exhaustive engine leaves out. */
final class ReductionOptions {
  @Option(
      names = "--preemptions",
      paramLabel = "N",
      description =
          "Only executions with at most N preemptions, those with fewer first; implies the"
              + " exhaustive engine and --model sc")
  private Integer preemptions;

  @Option(
      names = "--symmetry",
      negatable = true,
      description =
          "Of executions in which identical processes change places, look at one only (no)")
  private boolean symmetry;

  /** Whether preemptions are bounded. */
  boolean isBounded() {
    return preemptions != null;
  }

  /** Leaves out what was left out before, unless another bound is given. */
  void takeUp(Reductions before) {
    symmetry |= before.symmetry();
    if (preemptions == null && before.isBounded()) {
      preemptions = before.preemptions();
    }
  }

  Reductions reductions() {
    Reductions reductions = Reductions.NONE.withSymmetry(symmetry);
    return isBounded() ? reductions.withPreemptions(preemptions) : reductions;
  }
}
