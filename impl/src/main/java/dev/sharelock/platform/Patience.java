package dev.sharelock.platform;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Tries again for a while: pauses that grow, a deadline, a cancel hook, and interrupts. */
public final class Patience {

  private static final long FIRST_NANOS = 200_000;
  private static final long LAST_NANOS = 10_000_000;

  private final long deadline;
  private final boolean once;
  private final Cancellation cancellation;
  private long pause = FIRST_NANOS;

  /**
   * Starts.
   *
   * @param timeoutNanos how long to try; 0 to try once
   * @param cancellation asked between attempts whether to stop
   */
  public Patience(long timeoutNanos, Cancellation cancellation) {
    this.deadline = Deadline.after(System.nanoTime(), timeoutNanos);
    this.once = timeoutNanos == 0;
    this.cancellation = Objects.requireNonNull(cancellation, "cancellation");
  }

  /**
   * Pauses before the next attempt.
   *
   * @param failure why the last attempt failed; thrown itself if there is only one
   * @throws SharelockException {@link Outcome#TIMED_OUT}, {@link Outcome#CANCELLED} or {@link
   *     Outcome#INTERRUPTED}, with the last failure as its cause
   */
  public void pause(SharelockException failure) {
    if (once) {
      throw failure;
    }
    long now = System.nanoTime();
    requireMore(now, failure);
    long left = deadline == Deadline.NEVER ? pause : deadline - now;
    LockSupport.parkNanos(Math.min(Math.min(pause, cancellation.periodNanos()), left));
    pause = Math.min(pause * 2, LAST_NANOS);
    requireMore(now, failure);
  }

  private void requireMore(long now, SharelockException failure) {
    if (Thread.currentThread().isInterrupted()) {
      throw ended(Outcome.INTERRUPTED, failure);
    }
    if (cancellation.isRequested()) {
      throw ended(Outcome.CANCELLED, failure);
    }
    if (Deadline.passed(deadline, now)) {
      throw ended(Outcome.TIMED_OUT, failure);
    }
  }

  private static SharelockException ended(Outcome outcome, SharelockException failure) {
    return new SharelockException(
        outcome, "waited in vain: outcome=" + outcome + ", last=" + failure.getMessage(), failure);
  }
}
