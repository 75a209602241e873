package dev.sharelock.memory;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The memory that this process has wrapped first by {@link MappedMemory#first}. Its segment is a
 * constant of this class, so where a segment is, how long it is and whether it may be written to
 * are constants of the compiled code; what is left to check at an access is whether the offset is
 * inside and the mapping still there. That halves what structures need in instructions, since after
 * each atomic access a processor has to load anew what is not constant.
 *
 * <p>There is one such memory, for good, also when it has been closed: with a class for each
 * mapping, the code of structures could not be compiled for all of them.
 */
final class FirstMapping extends MappedMemory {
  private static MemorySegment first;

  FirstMapping(MemorySegment segment, Machine machine, Leasing leasing) {
    super(segment, machine, leasing);
    Objects.requireNonNull(Constant.SEGMENT); // initialised by the thread that has set it
  }

  /** Whether a segment is the first one that is asked about. */
  static synchronized boolean isFirst(MemorySegment segment) {
    if (first != null) {
      return false;
    }
    first = segment;
    return true;
  }

  @Override
  public MemorySegment segment() {
    return Constant.SEGMENT;
  }

  /** Initialised when it is used for the first time, as the first memory is made. */
  private static final class Constant {
    static final MemorySegment SEGMENT = first;
  }
}
