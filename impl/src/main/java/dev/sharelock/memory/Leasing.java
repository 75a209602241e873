package dev.sharelock.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Gives parts of a mapping that live as long as an arena, and not as long as the mapping. */
@FunctionalInterface
public interface Leasing {

  /** For memory of which no part can be had. */
  Leasing NONE =
      (offset, length, arena) -> {
        throw Lease.refused(offset, length);
      };

  /**
   * Gives a part.
   *
   * @param offset where it begins
   * @param length how many bytes
   * @param arena whose end makes the part unreachable
   * @return the part
   */
  MemorySegment part(long offset, long length, Arena arena);
}
