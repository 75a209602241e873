package dev.sharelock.segment;

import dev.sharelock.memory.Lease;
import dev.sharelock.memory.SharedMemory;

/**
 * The raw memory of the segments that one member owns. A lease is ended before the change of the
 * state by which the member gives the segment up, so that nothing can reach the contents after it.
 */
final class SegmentLeases {
  private final SharedMemory memory;
  private final SegmentAccess access;
  private final Lease[] taken;

  SegmentLeases(SegmentWords words, SegmentAccess access) {
    this.memory = words.memory;
    this.access = access;
    this.taken = new Lease[access.scope == null ? 0 : words.segments()];
  }

  /** Whether contents are reached by leases. */
  boolean strict() {
    return taken.length > 0;
  }

  Lease take(int index, long offset, long size) {
    if (!strict()) {
      throw new IllegalStateException(
          "segment has no raw memory: segment="
              + index
              + ", access="
              + access
              + "; do: open the table with SegmentAccess.STRICT");
    }
    taken[index] = memory.lease(offset, size, access.scope);
    return taken[index];
  }

  /** Takes the memory of a segment away; nothing changes if that is impossible at present. */
  void end(int index) {
    if (strict() && taken[index] != null) {
      taken[index].end();
      taken[index] = null;
    }
  }
}
