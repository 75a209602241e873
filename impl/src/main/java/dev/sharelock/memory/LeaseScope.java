package dev.sharelock.memory;

/** Which threads can use a {@link Lease}. */
public enum LeaseScope {
  /** The one that takes the lease; ending it costs next to nothing. */
  THREAD,
  /** All of the process; ending it stops each of them for a moment. */
  PROCESS
}
