package dev.sharelock.model.exhaustive;

import dev.sharelock.model.trace.FailureKind;

/** Says what is wrong with the execution at hand; it ends the exploration. */
final class ExplorationFailure extends Error {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  ExplorationFailure(FailureKind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  FailureKind kind() {
    return kind;
  }
}
