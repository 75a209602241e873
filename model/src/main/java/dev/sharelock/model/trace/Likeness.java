package dev.sharelock.model.trace;

import java.util.Arrays;

/**
 * Whether one failure stands for another: the same kind, at the same place. Values do not count,
 * since they differ between executions that fail for one reason.
 */
public final class Likeness {
  private Likeness() {}

  /**
   * What a failure is about, without values: the exception and the line that threw it, or the words
   * of the message in no order.
   */
  public static String subject(FailureKind kind, String message, Throwable cause) {
    if (kind == FailureKind.INVARIANT) {
      return message.split(":", 2)[0];
    }
    if (cause != null) {
      return cause.getClass().getName() + " " + Sites.of(cause);
    }
    String[] words = message.replaceAll("\\[[0-9]+]", "").replaceAll("[0-9]+", "").split("\\s+");
    Arrays.sort(words);
    return String.join(" ", words);
  }

  /** Whether two failures of one engine are alike. */
  public static boolean alike(Failure one, Failure other) {
    return one.kind() == other.kind() && subject(one).equals(subject(other));
  }

  /** Whether two failures are alike that different engines have put into words. */
  public static boolean alikeInOtherWords(Failure one, Failure other) {
    if (isAsleep(one.kind()) || one.cause() == null || other.cause() == null) {
      return one.kind() == other.kind() || isAsleep(one.kind()) && isAsleep(other.kind());
    }
    return alike(one, other);
  }

  /** Engines differ in how they find out that a wake-up was lost. */
  private static boolean isAsleep(FailureKind kind) {
    return kind == FailureKind.DEADLOCK || kind == FailureKind.LOST_WAKE_UP;
  }

  private static String subject(Failure failure) {
    return subject(failure.kind(), failure.message(), failure.cause());
  }
}
