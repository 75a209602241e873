package dev.sharelock.model.memory;

/**
 * How an access is ordered. For an atomic update, {@link #ACQUIRE} orders its read and {@link
 * #RELEASE} its write; the other half is then opaque.
 */
public enum AccessMode {
  PLAIN,
  OPAQUE,
  ACQUIRE,
  RELEASE,
  VOLATILE;

  /** Whether a read in this mode synchronises with the release write it reads from. */
  public boolean acquires() {
    return this == ACQUIRE || this == VOLATILE;
  }

  /** Whether a write in this mode synchronises with the acquire reads that read from it. */
  public boolean releases() {
    return this == RELEASE || this == VOLATILE;
  }
}
