package dev.sharelock.region;

import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.Cancellation;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * What a region is to be like.
 *
 * @param name letters, digits and {@code . _ -}
 * @param directory where its files are; null for {@code /dev/shm}, or the directory of temporary
 *     files where that does not exist
 * @param bytes the space for structures
 * @param participants how many threads and processes may be attached at a time
 * @param entries how many names the directory has room for
 * @param stale what to do when the name is in use
 * @param machine whether participants wait and fence by kernel calls
 * @param blocks the sizes of the heap of blocks besides that space; null for none
 * @param cancellation ends the wait for others that change the same name, and then every wait of
 *     the handle
 */
public record RegionOptions(
    String name,
    String directory,
    long bytes,
    int participants,
    int entries,
    StalePolicy stale,
    MachineUse machine,
    HeapGeometry blocks,
    Cancellation cancellation) {

  private static final int DEFAULT_PARTICIPANTS = 64;
  private static final int DEFAULT_ENTRIES = 64;

  /**
   * Checks the parts that do not depend on the file system.
   *
   * @param name the name
   * @param directory the directory; null for the default
   * @param bytes the space
   * @param participants the number of participants
   * @param entries the number of names
   * @param stale what to do when the name is in use
   * @param machine whether to use kernel calls
   * @param blocks the heap of blocks; null for none
   * @param cancellation ends waits
   */
  public RegionOptions {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(stale, "stale");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(cancellation, "cancellation");
    if (bytes < 1 || bytes > 1L << 50) {
      throw new IllegalArgumentException(
          "size of a region is impossible: bytes=" + bytes + "; do: use 1 to 2^50 bytes");
    }
    Objects.requireNonNull(new RegionLayout(participants, entries));
  }

  /**
   * Starts with the defaults.
   *
   * @param name the name
   * @param bytes the space for structures
   * @return the options
   */
  public static RegionOptions of(String name, long bytes) {
    return new RegionOptions(
        name,
        null,
        bytes,
        DEFAULT_PARTICIPANTS,
        DEFAULT_ENTRIES,
        StalePolicy.FAIL,
        MachineUse.AUTOMATIC,
        null,
        Cancellation.NEVER);
  }

  /**
   * Changes the directory.
   *
   * @param path an existing directory
   * @return the changed options
   */
  public RegionOptions in(String path) {
    return new RegionOptions(
        name, path, bytes, participants, entries, stale, machine, blocks, cancellation);
  }

  /**
   * Changes the number of participants.
   *
   * @param count how many there may be at a time
   * @return the changed options
   */
  public RegionOptions participants(int count) {
    return new RegionOptions(
        name, directory, bytes, count, entries, stale, machine, blocks, cancellation);
  }

  /**
   * Changes the number of names.
   *
   * @param count how many there may be
   * @return the changed options
   */
  public RegionOptions entries(int count) {
    return new RegionOptions(
        name, directory, bytes, participants, count, stale, machine, blocks, cancellation);
  }

  /**
   * Changes what to do when the name is in use.
   *
   * @param policy the policy
   * @return the changed options
   */
  public RegionOptions stale(StalePolicy policy) {
    return new RegionOptions(
        name, directory, bytes, participants, entries, policy, machine, blocks, cancellation);
  }

  /**
   * Changes whether to use kernel calls.
   *
   * @param use the choice
   * @return the changed options
   */
  public RegionOptions machine(MachineUse use) {
    return new RegionOptions(
        name, directory, bytes, participants, entries, stale, use, blocks, cancellation);
  }

  /**
   * Gives the region a heap of blocks besides its space for structures: {@link Region#allocator}.
   *
   * @param dataBytes how much room for blocks there should be at least
   * @return the changed options
   */
  public RegionOptions blocks(long dataBytes) {
    return blocks(HeapGeometry.forBytes(dataBytes));
  }

  /**
   * Gives the region a heap of blocks of certain sizes.
   *
   * @param geometry the sizes
   * @return the changed options
   */
  public RegionOptions blocks(HeapGeometry geometry) {
    return new RegionOptions(
        name, directory, bytes, participants, entries, stale, machine, geometry, cancellation);
  }

  /**
   * Changes the cancel hook.
   *
   * @param hook asked in each wait whether to stop, see {@link Cancellation#by}
   * @return the changed options
   */
  public RegionOptions cancelledBy(BooleanSupplier hook) {
    return cancelledBy(Cancellation.by(hook));
  }

  /**
   * Changes the cancel hook and how often it is asked.
   *
   * @param changed ends the wait for others that change the same name, and then every wait of the
   *     handle
   * @return the changed options
   */
  public RegionOptions cancelledBy(Cancellation changed) {
    return new RegionOptions(
        name, directory, bytes, participants, entries, stale, machine, blocks, changed);
  }

  RegionLayout layout() {
    return new RegionLayout(participants, entries);
  }

  long totalBytes() {
    long heap = blocks == null ? 0 : RegionLayout.align(blocks.bytes());
    return RegionLayout.align(layout().heapStart() + heap + bytes);
  }
}
