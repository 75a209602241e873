package dev.sharelock.environment;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A hook that is asked, whenever the caller of an operation has to wait, whether to give up. The
 * operation then ends with {@link dev.sharelock.Outcome#CANCELLED}, and nothing has happened: what
 * it waited for counts more than the hook, so an operation that could be done is done.
 *
 * <p>It is asked before each sleep, and no sleep is longer than the period. Nobody is woken for it,
 * so it may ask for anything: a flag of the program, a word of shared memory, a clock.
 *
 * @param hook says whether to give up; it must not use the region in any way that waits
 * @param periodNanos how long a sleep may last until the hook is asked again, at least 1; {@link
 *     Deadline#NEVER} if it is enough to ask whenever a sleep ends
 */
public record Cancellation(BooleanSupplier hook, long periodNanos) {
  /** How often a hook is asked unless something else is wanted: 50 milliseconds. */
  public static final long DEFAULT_PERIOD_NANOS = 50_000_000;

  /** Nothing is ever cancelled. */
  public static final Cancellation NEVER = new Cancellation(() -> false, Deadline.NEVER);

  /**
   * Checks the parts.
   *
   * @param hook says whether to give up
   * @param periodNanos how long a sleep may last
   */
  public Cancellation {
    Objects.requireNonNull(hook, "hook");
    if (periodNanos < 1) {
      throw new IllegalArgumentException(
          "cancellation is invalid: periodNanos="
              + periodNanos
              + "; do: pass at least 1, or use Cancellation.by(hook)");
    }
  }

  /**
   * Asks a hook every {@link #DEFAULT_PERIOD_NANOS}.
   *
   * @param hook says whether to give up
   * @return the cancellation
   */
  public static Cancellation by(BooleanSupplier hook) {
    return new Cancellation(hook, DEFAULT_PERIOD_NANOS);
  }

  /**
   * Asks the hook.
   *
   * @return whether to give up
   */
  public boolean isRequested() {
    return hook.getAsBoolean();
  }

  /**
   * Bounds a sleep by the period.
   *
   * @param end when it ends otherwise
   * @param environment the clock, which is read only if there is a period
   * @return the earlier one
   */
  public long slice(long end, Environment environment) {
    return periodNanos == Deadline.NEVER
        ? end
        : Deadline.slice(end, environment.nanoTime(), periodNanos);
  }
}
