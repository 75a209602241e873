package dev.sharelock.model.trace;

/** What a step of a process was. */
public enum EventKind {
  READ,
  WRITE,
  /** An atomic update that wrote. */
  UPDATE,
  /** A compare-and-set that found another value, or failed spuriously, and only read. */
  FAILED_UPDATE,
  DATA_READ,
  DATA_WRITE,
  FENCE,
  WAIT,
  WAKE,
  TIME_OUT,
  CHOICE,
  SPIN,
  KILL,
  START,
  END
}
