package dev.sharelock.values;

/**
 * How large a value may be that is copied in.
 *
 * @param maxBytes how many bytes the whole tree may take, at least 64
 * @param maxDepth how deep lists and tables may be nested, 1 to {@value #MOST_DEPTH}
 */
public record ValueLimits(int maxBytes, int maxDepth) {

  /** The depth that no tree can exceed. Readers refuse what is deeper. */
  public static final int MOST_DEPTH = 512;

  /** 64 MiB and 64 levels. */
  public static final ValueLimits DEFAULT = new ValueLimits(64 << 20, 64);

  /**
   * Checks the limits.
   *
   * @param maxBytes as above
   * @param maxDepth as above
   */
  public ValueLimits {
    if (maxBytes < 64 || maxBytes > TreeLayout.MOST_BYTES) {
      throw outOfRange("maxBytes", maxBytes, 64, TreeLayout.MOST_BYTES);
    }
    if (maxDepth < 1 || maxDepth > MOST_DEPTH) {
      throw outOfRange("maxDepth", maxDepth, 1, MOST_DEPTH);
    }
  }

  private static IllegalArgumentException outOfRange(String name, int value, int least, int most) {
    return new IllegalArgumentException(
        "limit of values is out of range: "
            + name
            + "="
            + value
            + ", least="
            + least
            + ", most="
            + most
            + "; do: choose one in between");
  }
}
