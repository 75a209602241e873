package dev.sharelock.model.sampling;

import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.List;

/** Runs an execution again with the same decisions and says where it went another way. */
final class Repetition {
  private static final String REMEDY =
      "; do: let bodies depend on nothing but their context, and share nothing but the memory";

  private Repetition() {}

  /**
   * Repeats the last execution, which was traced.
   *
   * @return what is wrong with that; null if nothing is
   */
  static Problem compare(Runner runner) {
    List<TraceEvent> expected = runner.events();
    if (!runner.run(new Replayer(runner.steps()), true)) {
      return null;
    }
    List<TraceEvent> actual = runner.events();
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      if (!expected.get(i).equals(actual.get(i))) {
        return differs(runner, i, describe(runner, expected, i), describe(runner, actual, i));
      }
    }
    if (expected.size() != actual.size()) {
      int end = Math.min(expected.size(), actual.size());
      return differs(runner, end, describe(runner, expected, end), describe(runner, actual, end));
    }
    Problem problem = runner.problem();
    return problem != null && problem.kind() == FailureKind.NONDETERMINISM ? problem : null;
  }

  private static Problem differs(Runner runner, int step, String expected, String actual) {
    Problem problem = runner.problem();
    boolean told = problem != null && problem.kind() == FailureKind.NONDETERMINISM;
    return new Problem(
        FailureKind.NONDETERMINISM,
        "the scenario does not repeat itself: step="
            + step
            + ", expected="
            + expected
            + ", actual="
            + actual
            + (told ? "; " + problem.message() : REMEDY),
        told ? problem.cause() : null);
  }

  /** For an execution that did not repeat itself once, but perhaps does so now. */
  static Problem unexplained(String what) {
    return new Problem(
        FailureKind.NONDETERMINISM, "the scenario does not repeat itself: " + what + REMEDY, null);
  }

  private static String describe(Runner runner, List<TraceEvent> events, int at) {
    if (at >= events.size()) {
      return "the end";
    }
    TraceEvent event = events.get(at);
    String where = event.offset() < 0 ? "" : " " + runner.nameAt(event.offset());
    String site = event.site().isEmpty() ? "" : " at " + event.site();
    return runner.nameOf(event.process())
        + " "
        + Diagnosis.name(event.kind())
        + where
        + " read="
        + event.read()
        + " written="
        + event.written()
        + site;
  }
}
