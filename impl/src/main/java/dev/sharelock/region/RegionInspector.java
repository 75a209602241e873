package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.environment.Environment;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.platform.LivenessLocks;
import dev.sharelock.platform.RegionFile;
import dev.sharelock.platform.RegionPaths;
import dev.sharelock.platform.SystemEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks at a region without attaching to it, also at one that dead processes left behind. It reads
 * a copy and changes nothing; so it needs no place in the participant table, and no native access.
 */
public final class RegionInspector {

  /** More than this is not copied in order to look at it. */
  private static final long MOST_COPIED = 1 << 30;

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
      HeapMemory copy = copy(file, name, header.layout().heapStart());
      long words = wordsEnd(file, name, copy, header.layout());
      return describe(file, header, words > copy.size() ? copy(file, name, words) : copy);
    }
  }

  /**
   * Lists the regions of a directory.
   *
   * @param directory where their files are; null for the default
   * @return what can be seen of each that can be read, sorted by name
   * @throws IllegalArgumentException if the directory is impossible
   */
  public static List<RegionSummary> list(String directory) {
    List<RegionSummary> regions = new ArrayList<>();
    for (String name : RegionPaths.names(directory)) {
      RegionPaths paths = RegionPaths.of(directory, name);
      try (RegionFile file = RegionFile.open(paths, false)) {
        RegionHeader header = OpenRegion.readHeader(file, paths);
        HeapMemory copy = copy(file, name, header.layout().heapStart());
        regions.add(looked(file, header, world -> RegionSummary.of(name, header, copy, world)));
      } catch (SharelockException e) {
        continue; // another kind of file, or one that somebody removes right now
      }
    }
    return regions;
  }

  /** Where the words of the heap of blocks end, if there is one and it can be copied. */
  private static long wordsEnd(RegionFile file, String name, HeapMemory copy, RegionLayout layout) {
    long base = RegionBlocks.find(copy, layout);
    if (base < 0 || base > MOST_COPIED || base + RegionLayout.LINE > file.size()) {
      return -1;
    }
    try {
      HeapMemory start = copy(file, name, base + RegionLayout.LINE);
      long end = base + HeapFormat.wordBytes(base, HeapFormat.geometry(start, base));
      return end > MOST_COPIED ? -1 : end;
    } catch (IllegalArgumentException | SharelockException e) {
      return -1;
    }
  }

  private static HeapMemory copy(RegionFile file, String name, long length) {
    byte[] bytes = file.read((int) length);
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
    HeapMemory copy = new HeapMemory(RegionLayout.align(length));
    copy.writeBytes(0, bytes, 0, bytes.length);
    return copy;
  }

  private static String describe(RegionFile file, RegionHeader header, HeapMemory copy) {
    return looked(file, header, world -> RegionDump.describe(copy, world, header));
  }

  /** Looks while it is known who lives. */
  private static <T> T looked(RegionFile file, RegionHeader header, Function<Environment, T> look) {
    boolean locked = RegionFeatures.has(header.features(), RegionFeatures.LOCKS);
    LivenessLocks locks = locked ? file.joinLocks(header.generation()) : null;
    try {
      return look.apply(new SystemEnvironment(locks));
    } finally {
      if (locks != null) {
        locks.leave();
      }
    }
  }
}
