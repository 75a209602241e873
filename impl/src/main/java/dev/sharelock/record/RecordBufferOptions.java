package dev.sharelock.record;

import java.util.Objects;

/**
 * How a record buffer is to be; the same for all who open it.
 *
 * @param name of its region
 * @param directory where the region is; null for the default
 * @param heapBytes how much room there is for records, channels and segments together
 * @param channels how many different numbers channels and segments can have
 */
public record RecordBufferOptions(String name, String directory, long heapBytes, int channels) {
  private static final int DEFAULT_CHANNELS = 64;
  private static final long DEFAULT_HEAP = 32L << 20;

  /**
   * Checks the values.
   *
   * @param name of its region
   * @param directory where the region is
   * @param heapBytes how much room there is
   * @param channels how many different numbers
   */
  public RecordBufferOptions {
    Objects.requireNonNull(name, "name");
    if (heapBytes < 1) {
      throw new IllegalArgumentException(
          "heap of a record buffer is impossible: heapBytes=" + heapBytes + "; do: ask for more");
    }
    Objects.requireNonNull(new TableLayout(0, channels));
  }

  /**
   * A buffer with 32 MiB, which fits into the shared memory of a container, and 64 numbers.
   *
   * @param name of its region
   * @return the options
   */
  public static RecordBufferOptions of(String name) {
    return new RecordBufferOptions(name, null, DEFAULT_HEAP, DEFAULT_CHANNELS);
  }

  /**
   * Changes the directory.
   *
   * @param path an existing directory
   * @return the changed options
   */
  public RecordBufferOptions in(String path) {
    return new RecordBufferOptions(name, path, heapBytes, channels);
  }

  /**
   * Changes the room.
   *
   * @param bytes for records, channels and segments together
   * @return the changed options
   */
  public RecordBufferOptions heap(long bytes) {
    return new RecordBufferOptions(name, directory, bytes, channels);
  }
}
