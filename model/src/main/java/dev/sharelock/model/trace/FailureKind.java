package dev.sharelock.model.trace;

/** What can be wrong with an execution. */
public enum FailureKind {
  /** A condition in a body or a check at the end does not hold. */
  ASSERTION,
  /** An invariant does not hold between two steps. */
  INVARIANT,
  /** An exception left a body. */
  EXCEPTION,
  /** Two unordered accesses to the same data, at least one of them a write. */
  DATA_RACE,
  /** Words of different size overlap, or an access is misaligned. */
  MIXED_SIZE,
  /** Processes wait, asleep or spinning, and none can go on. */
  DEADLOCK,
  /** A process sleeps although what it waits for has happened. */
  LOST_WAKE_UP,
  /** Processes run for ever without coming to an end. */
  LIVELOCK,
  /** The answers fit no sequential order. */
  NOT_LINEARIZABLE,
  /** The scenario did not repeat itself when it was run with the same decisions. */
  NONDETERMINISM
}
