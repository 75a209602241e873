package dev.sharelock.memory;

import java.lang.foreign.Arena;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The parts of one mapping that are out on lease. */
final class Leases {
  static final Leases NONE = new Leases(Leasing.NONE);

  private final Leasing leasing;
  private final Set<Lease> open = ConcurrentHashMap.newKeySet();

  Leases(Leasing leasing) {
    this.leasing = leasing;
  }

  Lease take(long offset, long length, LeaseScope scope) {
    Arena arena = scope == LeaseScope.THREAD ? Arena.ofConfined() : Arena.ofShared();
    Lease lease = null;
    try {
      lease = new Lease(this, arena, leasing.part(offset, length, arena));
    } finally {
      if (lease == null) {
        arena.close();
      }
    }
    open.add(lease);
    return lease;
  }

  void ended(Lease lease) {
    open.remove(lease);
  }

  void endAll() {
    open.forEach(Lease::end);
  }
}
