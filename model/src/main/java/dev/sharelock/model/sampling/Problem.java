package dev.sharelock.model.sampling;

import dev.sharelock.model.trace.FailureKind;

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

  /** The name of the invariant or the class of the exception: what comes before the values. */
  private String subject() {
    return switch (kind) {
      case INVARIANT -> message.split(":", 2)[0];
      case EXCEPTION -> cause == null ? "" : cause.getClass().getName();
      default -> "";
    };
  }
}
