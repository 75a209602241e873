package dev.sharelock.pipe;

import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;

/**
 * How long a publisher waits for the slow with one value: as long as its caller wants, or as its
 * policy says if that is shorter. It runs from when somebody has to be waited for; before that the
 * clock is not read. Confined to one thread.
 */
final class SlowPatience {
  private final Environment environment;
  private final long nanosOfPolicy;
  private long timeoutNanos;
  private boolean runs;
  private long end;

  SlowPatience(Environment environment, SlowPolicy policy) {
    this.environment = environment;
    this.nanosOfPolicy = policy.patienceNanos();
  }

  /** Begins anew, with another value. */
  void begin(long timeoutNanos) {
    Deadline.require(timeoutNanos);
    this.timeoutNanos = timeoutNanos;
    this.runs = false;
  }

  /** Whether the policy ends it, and not the caller. */
  boolean isThatOfPolicy() {
    return nanosOfPolicy != Deadline.NEVER && nanosOfPolicy <= timeoutNanos;
  }

  /** Tells how much is left, as a time-out. */
  long rest() {
    if (!runs) {
      runs = true;
      end = Deadline.after(environment.nanoTime(), Math.min(nanosOfPolicy, timeoutNanos));
    }
    return Deadline.rest(end, environment);
  }
}
