package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.platform.LivenessLocks;
import dev.sharelock.platform.RegionFile;
import dev.sharelock.platform.RegionPaths;
import dev.sharelock.platform.SystemEnvironment;

/**
 * Looks at a region without attaching to it, also at one that dead processes left behind. It reads
 * a copy and changes nothing; so it needs no place in the participant table, and no native access.
 */
public final class RegionInspector {

  private RegionInspector() {}

  /**
   * Describes a region for people.
   *
   * @param directory where its files are; null for the default
   * @param name its name
   * @return header, participants and whether they live, and directory, one line each
   * @throws SharelockException {@link Outcome#MISSING}, {@link Outcome#CORRUPT} or {@link
   *     Outcome#REFUSED}
   */
  public static String describe(String directory, String name) {
    RegionPaths paths = RegionPaths.of(directory, name);
    try (RegionFile file = RegionFile.open(paths, false)) {
      RegionHeader header = OpenRegion.readHeader(file, paths);
      int length = (int) header.layout().heapStart();
      byte[] bytes = file.read(length);
      if (bytes.length < length) {
        throw new SharelockException(
            Outcome.CORRUPT,
            "region was truncated meanwhile: name="
                + name
                + ", bytes="
                + bytes.length
                + ", needed="
                + length
                + "; do: delete the file if nobody uses it");
      }
      HeapMemory copy = new HeapMemory(length);
      copy.writeBytes(0, bytes, 0, length);
      return describe(file, header, copy);
    }
  }

  private static String describe(RegionFile file, RegionHeader header, HeapMemory copy) {
    boolean locked = RegionFeatures.has(header.features(), RegionFeatures.LOCKS);
    LivenessLocks locks = locked ? file.joinLocks(header.generation()) : null;
    try {
      return RegionDump.describe(copy, new SystemEnvironment(locks), header);
    } finally {
      if (locks != null) {
        locks.leave();
      }
    }
  }
}
