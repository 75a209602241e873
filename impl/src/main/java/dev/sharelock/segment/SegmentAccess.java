package dev.sharelock.segment;

import dev.sharelock.memory.LeaseScope;

/**
 * How a member reaches the contents of its segments. It is the choice of each member for itself;
 * the protocol and the words in shared memory are the same.
 */
public enum SegmentAccess {
  /** By handles only, each access of which looks whether the segment is still the handle's. */
  CHECKED(null),
  /**
   * Also by raw memory, which is taken away from everybody when the segment is given up. Only the
   * thread that opened the table can use it.
   */
  STRICT(LeaseScope.THREAD),
  /** The same for all threads of the process; giving up stops each of them for a moment. */
  STRICT_SHARED(LeaseScope.PROCESS);

  /** Who can use what is leased; null if nothing is. */
  final LeaseScope scope;

  SegmentAccess(LeaseScope scope) {
    this.scope = scope;
  }
}
