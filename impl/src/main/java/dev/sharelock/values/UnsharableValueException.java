package dev.sharelock.values;

/** A Java value has a part that cannot lie in shared memory. Nothing was allocated for it. */
public final class UnsharableValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Which part it is. */
  private final String path;

  UnsharableValueException(PathText path, String what, String remedy) {
    super("value cannot be shared: path=" + path + ", " + what + "; do: " + remedy);
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
