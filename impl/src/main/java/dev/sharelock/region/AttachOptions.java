package dev.sharelock.region;

import dev.sharelock.environment.Cancellation;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Which region to attach to, and for how long to wait for it.
 *
 * @param name its name
 * @param directory where its files are; null for the default, see {@link RegionOptions}
 * @param timeoutNanos how long to wait until it exists; 0 to look once
 * @param cancellation ends the wait for the region, and then every wait of the handle
 */
public record AttachOptions(
    String name, String directory, long timeoutNanos, Cancellation cancellation) {

  /**
   * Checks the parts.
   *
   * @param name its name
   * @param directory where its files are
   * @param timeoutNanos how long to wait
   * @param cancellation ends waits
   */
  public AttachOptions {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(cancellation, "cancellation");
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
    return new AttachOptions(name, null, 0, Cancellation.NEVER);
  }

  /**
   * Changes the directory.
   *
   * @param path an existing directory
   * @return the changed options
   */
  public AttachOptions in(String path) {
    return new AttachOptions(name, path, timeoutNanos, cancellation);
  }

  /**
   * Changes how long to wait.
   *
   * @param nanos how long to wait until the region exists
   * @return the changed options
   */
  public AttachOptions within(long nanos) {
    return new AttachOptions(name, directory, nanos, cancellation);
  }

  /**
   * Changes the cancel hook.
   *
   * @param hook asked in each wait whether to stop, see {@link Cancellation#by}
   * @return the changed options
   */
  public AttachOptions cancelledBy(BooleanSupplier hook) {
    return cancelledBy(Cancellation.by(hook));
  }

  /**
   * Changes the cancel hook and how often it is asked.
   *
   * @param changed ends the wait for the region, and then every wait of the handle
   * @return the changed options
   */
  public AttachOptions cancelledBy(Cancellation changed) {
    return new AttachOptions(name, directory, timeoutNanos, changed);
  }
}
