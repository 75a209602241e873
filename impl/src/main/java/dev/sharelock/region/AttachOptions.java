package dev.sharelock.region;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Which region to attach to, and for how long to wait for it.
 *
 * @param name its name
 * @param directory where its files are; null for the default, see {@link RegionOptions}
 * @param timeoutNanos how long to wait until it exists; 0 to look once
 * @param cancelled asked while waiting whether to stop
 */
public record AttachOptions(
    String name, String directory, long timeoutNanos, BooleanSupplier cancelled) {

  /**
   * Checks the parts.
   *
   * @param name its name
   * @param directory where its files are
   * @param timeoutNanos how long to wait
   * @param cancelled asked while waiting whether to stop
   */
  public AttachOptions {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(cancelled, "cancelled");
    if (timeoutNanos < 0) {
      throw new IllegalArgumentException(
          "time-out is negative: timeoutNanos="
              + timeoutNanos
              + "; do: pass 0 to look once, Deadline.NEVER to wait without limit");
    }
  }

  /**
   * Starts with the default directory and without waiting.
   *
   * @param name the name of the region
   * @return the options
   */
  public static AttachOptions of(String name) {
    return new AttachOptions(name, null, 0, () -> false);
  }

  /**
   * Changes the directory.
   *
   * @param path an existing directory
   * @return the changed options
   */
  public AttachOptions in(String path) {
    return new AttachOptions(name, path, timeoutNanos, cancelled);
  }

  /**
   * Changes how long to wait.
   *
   * @param nanos how long to wait until the region exists
   * @return the changed options
   */
  public AttachOptions within(long nanos) {
    return new AttachOptions(name, directory, nanos, cancelled);
  }

  /**
   * Changes the cancel hook.
   *
   * @param hook asked while waiting whether to stop
   * @return the changed options
   */
  public AttachOptions cancelledBy(BooleanSupplier hook) {
    return new AttachOptions(name, directory, timeoutNanos, hook);
  }
}
