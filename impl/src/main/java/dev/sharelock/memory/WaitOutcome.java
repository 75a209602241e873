package dev.sharelock.memory;

/** Why a {@linkplain WaitWords#waitOn wait} ended. */
public enum WaitOutcome {
  /**
   * Somebody woke the waiter, or it woke without a reason. The word may or may not have changed.
   */
  WOKEN,
  /** The word did not hold the expected value, so nothing was waited for. */
  CHANGED,
  /** The deadline has passed. */
  TIMED_OUT,
  /** The waiting thread was interrupted; its interrupt status is still set. */
  INTERRUPTED
}
