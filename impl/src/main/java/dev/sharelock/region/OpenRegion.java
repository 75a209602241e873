package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.Machine;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.platform.Machines;
import dev.sharelock.platform.OpenRegionFile;
import dev.sharelock.platform.RegionFile;
import dev.sharelock.platform.RegionPaths;
import dev.sharelock.platform.SystemEnvironment;

/**
 * A verified and mapped region that the caller has not joined.
 *
 * @param file the mapping and the locks
 * @param header the verified header
 * @param memory the memory
 * @param environment asks the locks of this region who lives
 * @param membership to join or retire it
 */
record OpenRegion(
    OpenRegionFile file,
    RegionHeader header,
    MappedMemory memory,
    SystemEnvironment environment,
    Membership membership)
    implements AutoCloseable {

  /** What the caller wants with the region. */
  enum Purpose {
    /** To take part: the machine must be the one that all use. */
    PARTICIPATE,
    /** To retire it: any machine will do. */
    RETIRE
  }

  static OpenRegion of(OpenRegionFile file, RegionHeader header, Purpose purpose) {
    MappedMemory memory =
        purpose == Purpose.PARTICIPATE
            ? MappedMemory.first(file.segment(), machine(header), file::part)
            : new MappedMemory(file.segment(), Machine.PORTABLE, file::part);
    SystemEnvironment environment = new SystemEnvironment(file.locks());
    Membership membership = new Membership(memory, environment, header);
    return new OpenRegion(file, header, memory, environment, membership);
  }

  /** Opens the region that has the name now; writes nothing to it. */
  static OpenRegion open(RegionPaths paths, Purpose purpose) {
    try (RegionFile file = RegionFile.open(paths, true)) {
      RegionHeader header = readHeader(file, paths);
      requireKnown(header, paths);
      if (purpose == Purpose.PARTICIPATE) {
        requireSameSystem(header, paths);
        requireAble(header, paths);
      }
      boolean locked = RegionFeatures.has(header.features(), RegionFeatures.LOCKS);
      OpenRegionFile mapped = file.map(header.generation(), header.size(), locked);
      if (mapped == null) {
        throw withoutLocks(header, paths);
      }
      return of(mapped, header, purpose);
    }
  }

  /** Reads the header like any file, and verifies it. */
  static RegionHeader readHeader(RegionFile file, RegionPaths paths) {
    long size = file.size();
    byte[] bytes = file.read(RegionLayout.HEADER_BYTES);
    if (size == 0) {
      throw new SharelockException(
          Outcome.WOULD_BLOCK,
          "region is empty: "
              + paths.place()
              + "; do: wait for it, see AttachOptions.within, or delete the file if nobody creates"
              + " the region");
    }
    if (bytes.length < RegionLayout.HEADER_BYTES) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "region is truncated: "
              + paths.place()
              + ", bytes="
              + size
              + ", headerBytes="
              + RegionLayout.HEADER_BYTES
              + "; do: delete the file if nobody uses it");
    }
    HeapMemory copy = new HeapMemory(RegionLayout.HEADER_BYTES);
    copy.writeBytes(0, bytes, 0, bytes.length);
    try {
      return RegionHeader.read(copy, size);
    } catch (SharelockException e) {
      String message = e.getMessage().replace("; do: ", ", " + paths.place() + "; do: ");
      throw new SharelockException(e.outcome(), message, e);
    }
  }

  private static void requireKnown(RegionHeader header, RegionPaths paths) {
    if (!RegionFeatures.known(header.features())) {
      throw new SharelockException(
          Outcome.REFUSED,
          "region needs what this version does not know: "
              + paths.place()
              + ", features=0x"
              + Long.toHexString(header.features())
              + "; do: use the version of the library that created it");
    }
  }

  private static void requireSameSystem(RegionHeader header, RegionPaths paths) {
    long mine = new SystemEnvironment().self().bootId();
    if (header.bootId() != mine) {
      throw new SharelockException(
          Outcome.STALE,
          "region belongs to another boot of the machine or another pid name space: "
              + paths.place()
              + ", boot=0x"
              + Long.toHexString(header.bootId())
              + ", own=0x"
              + Long.toHexString(mine)
              + "; do: create it anew, or share the pid name space between containers");
    }
  }

  private static void requireAble(RegionHeader header, RegionPaths paths) {
    long features = header.features();
    boolean able =
        (!RegionFeatures.has(features, RegionFeatures.FUTEX) || Machines.hasFutex())
            && (!RegionFeatures.has(features, RegionFeatures.MEMBARRIER)
                || Machines.hasMembarrier());
    if (!able) {
      throw new SharelockException(
          Outcome.REFUSED,
          "region needs kernel calls that this process may not make: "
              + paths.place()
              + ", features="
              + RegionFeatures.text(features)
              + "; do: start with --enable-native-access=dev.sharelock (ALL-UNNAMED on the class"
              + " path), or create the region with MachineUse.PORTABLE");
    }
  }

  private static Machine machine(RegionHeader header) {
    return Machines.machine(
        RegionFeatures.has(header.features(), RegionFeatures.FUTEX),
        RegionFeatures.has(header.features(), RegionFeatures.MEMBARRIER));
  }

  private static SharelockException withoutLocks(RegionHeader header, RegionPaths paths) {
    boolean named = isNamed(paths, header.generation());
    return new SharelockException(
        named ? Outcome.CORRUPT : Outcome.STALE,
        "lock file of the region is gone: "
            + paths.place()
            + ", generation="
            + RegionHeader.text(header.generation())
            + "; do: "
            + (named ? "delete the region if nobody uses it" : "attach again"));
  }

  /** Whether the name leads to a region of this generation. */
  static boolean isNamed(RegionPaths paths, long generation) {
    try (RegionFile file = RegionFile.open(paths, false)) {
      return readHeader(file, paths).generation() == generation;
    } catch (SharelockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
