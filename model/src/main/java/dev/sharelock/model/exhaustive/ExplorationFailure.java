package dev.sharelock.model.exhaustive;

import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.Likeness;

/** Says what is wrong with the execution at hand; it ends the exploration. */
final class ExplorationFailure extends Error {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  ExplorationFailure(FailureKind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whether another failure is of the same kind and at the same place. */
  boolean isLike(ExplorationFailure other) {
    return kind == other.kind && subject().equals(other.subject());
  }

  private String subject() {
    return Likeness.subject(kind, getMessage(), getCause());
  }

  FailureKind kind() {
    return kind;
  }

  /** A body that did something else when it was run again. */
  static ExplorationFailure unrepeated(String what) {
    return new ExplorationFailure(
        FailureKind.NONDETERMINISM,
        "the scenario does not repeat itself: "
            + what
            + "; do: let bodies depend on nothing but their context, and share nothing but the"
            + " memory",
        null);
  }
}
