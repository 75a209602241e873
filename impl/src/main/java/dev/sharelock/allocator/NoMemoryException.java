package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;

/** An allocation found no memory. */
public final class NoMemoryException extends SharelockException {
  private static final long serialVersionUID = 1L;

  /** What was missing; not kept by serialization. */
  private final transient Shortage shortage;

  NoMemoryException(Shortage shortage) {
    super(
        Outcome.NO_MEMORY,
        "no memory for a block: "
            + shortage
            + "; do: release blocks, trim() the other handles, or make the heap larger");
    this.shortage = shortage;
  }

  /**
   * Tells what was missing.
   *
   * @return the shortage
   */
  public Shortage shortage() {
    return shortage;
  }
}
