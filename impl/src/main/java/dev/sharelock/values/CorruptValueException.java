package dev.sharelock.values;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;

/** A shared value holds something that {@link SharedValues#copyIn} cannot have written. */
public final class CorruptValueException extends SharelockException {
  private static final long serialVersionUID = 1L;

  /** Which part it is. */
  private final String path;

  CorruptValueException(PathText path, String what) {
    super(
        Outcome.CORRUPT,
        "shared value is corrupt: path="
            + path
            + ", "
            + what
            + "; do: discard it and find out who writes to the region");
    this.path = path.toString();
  }

  /**
   * Tells which part it is.
   *
   * @return a path like {@code $.orders[3].price}
   */
  public String path() {
    return path;
  }
}
