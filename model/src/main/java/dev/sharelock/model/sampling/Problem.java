package dev.sharelock.model.sampling;

import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.Likeness;

/** What went wrong in an execution. */
record Problem(FailureKind kind, String message, Throwable cause) {

  /** Whether a body has blocked where the engine cannot see it. */
  boolean isOutside() {
    return cause instanceof BlockedOutside;
  }

  /** Whether another problem is of the same sort, so that one stands for the other. */
  boolean resembles(Problem other) {
    return other != null && kind == other.kind && subject().equals(other.subject());
  }

  private String subject() {
    boolean unspecific = cause == null && kind != FailureKind.INVARIANT;
    return unspecific ? "" : Likeness.subject(kind, message, cause);
  }
}
