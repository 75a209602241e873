package dev.sharelock.model.cli;

import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Standing;
import dev.sharelock.model.trace.FailureKind;
import java.util.Collection;

/** What the command line ends with. */
final class ExitCode {
  /** No failure within the stated bounds. */
  static final int FINE = 0;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** Something bad happens: assertion, invariant, exception, race, not linearizable. */
  static final int SAFETY = 10;

  /** Something good never happens: deadlock, lost wake-up, livelock. */
  static final int LIVENESS = 11;

  /** A scenario does not repeat itself. */
  static final int NONDETERMINISM = 12;

  /** A scenario that must fail did not: the checker is broken or its budget too small. */
  static final int NOT_CAUGHT = 13;

  /** What is to be worked on cannot be used, or is in use. */
  static final int UNUSABLE = 20;

  /** The user wanted it to end. */
  static final int INTERRUPTED = 130;

  /** A defect of the tool itself. */
  static final int INTERNAL = 70;

  private ExitCode() {}

  /** The code for a kind of failure. */
  static int of(FailureKind kind) {
    return switch (kind) {
      case DEADLOCK, LOST_WAKE_UP, LIVELOCK -> LIVENESS;
      case NONDETERMINISM -> NONDETERMINISM;
      case ASSERTION, INVARIANT, EXCEPTION, DATA_RACE, MIXED_SIZE, NOT_LINEARIZABLE -> SAFETY;
    };
  }

  /** The code for all results: first what says that the checker is at fault, then the failures. */
  static int of(Collection<CheckResult> results) {
    int code = FINE;
    for (int candidate : new int[] {LIVENESS, SAFETY, NONDETERMINISM, NOT_CAUGHT}) {
      if (results.stream().anyMatch(result -> of(result) == candidate)) {
        code = candidate;
      }
    }
    return code;
  }

  private static int of(CheckResult result) {
    if (result.standing() == Standing.NOT_CAUGHT) {
      return NOT_CAUGHT;
    }
    return result.standing() == Standing.FAILED
        ? of(result.verdict().failure().orElseThrow().kind())
        : FINE;
  }
}
