package dev.sharelock.model.strengthening;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.trace.EventKind;
import java.util.Locale;

/**
 * One line of code with more order than it has.
 *
 * @param site the line, such as {@code SpscRing.publish:118}
 * @param kind the sort of access there
 * @param mode the mode that it has at least; null for a full fence after it
 */
public record Strengthening(String site, EventKind kind, AccessMode mode) {

  /** The memory of a process with the line made stronger. */
  public SharedMemory over(SharedMemory memory) {
    return new StrongerMemory(memory, this);
  }

  /** Such as {@code SpscRing.publish:118: write release}. */
  @Override
  public String toString() {
    String access = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return site
        + ": "
        + (mode == null
            ? "a full fence after the " + access
            : access + " " + mode.name().toLowerCase(Locale.ROOT));
  }
}
