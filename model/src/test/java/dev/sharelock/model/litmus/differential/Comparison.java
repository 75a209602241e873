package dev.sharelock.model.litmus.differential;

import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.ExplorationOptions.ReleaseSequence;
import dev.sharelock.model.exhaustive.ExplorationOptions.ScAxiom;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.litmus.LitmusProgram;
import dev.sharelock.model.litmus.LitmusTest;
import dev.sharelock.model.litmus.reference.ReferenceExplorer;
import dev.sharelock.model.litmus.reference.ReferenceModel;
import dev.sharelock.model.litmus.reference.RepairedC11;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One memory model in the terms of the engine and of the reference, and the comparison of what both
 * find.
 */
record Comparison(String name, ExplorationOptions options, ReferenceModel model) {

  /** All models with all variants of RC11. */
  static List<Comparison> all() {
    List<Comparison> all = new ArrayList<>();
    all.add(of("sc", MemoryModel.SC, ReferenceModel.SC));
    all.add(of("tso", MemoryModel.TSO, ReferenceModel.TSO));
    for (ReleaseSequence sequence : ReleaseSequence.values()) {
      for (ScAxiom axiom : ScAxiom.values()) {
        all.add(rc11(sequence, axiom));
      }
    }
    return all;
  }

  private static Comparison of(String name, MemoryModel model, ReferenceModel reference) {
    return new Comparison(name, ExplorationOptions.of(model).detectingDuplicates(true), reference);
  }

  private static Comparison rc11(ReleaseSequence sequence, ScAxiom axiom) {
    ExplorationOptions options =
        ExplorationOptions.of(sequence == ReleaseSequence.NONE ? MemoryModel.JMM : MemoryModel.RC11)
            .withReleaseSequence(sequence)
            .withScAxiom(axiom)
            .detectingDuplicates(true);
    RepairedC11.ReleaseSequence same =
        switch (sequence) {
          case NONE -> RepairedC11.ReleaseSequence.NONE;
          case UPDATES -> RepairedC11.ReleaseSequence.UPDATES;
          case C11 -> RepairedC11.ReleaseSequence.WRITES;
        };
    RepairedC11.Psc psc = axiom == ScAxiom.STRONG ? RepairedC11.Psc.STRONG : RepairedC11.Psc.PAPER;
    return new Comparison("rc11 " + sequence + " " + axiom, options, new RepairedC11(same, psc));
  }

  /**
   * How engine and reference differ.
   *
   * @param limit how many partial graphs the reference may look at
   * @throws ReferenceExplorer.TooLarge if these are too few
   */
  Optional<String> difference(LitmusTest test, int limit) {
    ReferenceExplorer.Result expected = ReferenceExplorer.explore(test, model, 1, limit);
    LitmusProgram.Result found;
    try {
      found = LitmusProgram.of(test).explore(options);
    } catch (RuntimeException | AssertionError thrown) {
      return Optional.of("engine threw " + thrown);
    }
    List<String> differences = new ArrayList<>();
    compare("executions", expected.executions(), found.exploration().executions(), differences);
    compare("blocked", expected.blocked(), found.exploration().blocked(), differences);
    compare("racy", expected.racy(), found.exploration().racy(), differences);
    compare("duplicates", 0L, found.exploration().duplicates(), differences);
    compare("outcomes", expected.outcomes(), found.outcomes(), differences);
    compare("failure", Optional.empty(), found.exploration().failure(), differences);
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", differences));
  }

  private static void compare(
      String what, Object expected, Object found, List<String> differences) {
    if (!expected.equals(found)) {
      differences.add(what + ": expected=" + expected + ", found=" + found);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
