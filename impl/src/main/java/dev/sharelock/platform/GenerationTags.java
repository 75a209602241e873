package dev.sharelock.platform;

import dev.sharelock.environment.Environment;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps the generations of the regions of one directory apart in their first {@value #BITS} bits,
 * from which whatever a region hands out has its tag.
 *
 * <p>Whoever creates a region first announces the generation, by the name of its lock file, and
 * then looks for others with the same bits. Of two who do so at the same time at least one sees the
 * other, and draws again. When more than {@value #MOST} tags are taken, any generation will do. A
 * region whose name is gone, which some still use, is no longer seen.
 */
public final class GenerationTags {

  /** How many of the first bits differ. */
  static final int BITS = 8;

  private static final int MOST = 128;
  private static final int HEX_DIGITS = 16;
  private static final int HEX = 16;

  private GenerationTags() {}

  /**
   * Draws a generation whose first bits no region in a directory has.
   *
   * @param paths of the region that is to be created
   * @param environment draws numbers
   * @return the generation
   */
  public static long draw(RegionPaths paths, Environment environment) {
    Set<Integer> taken = taken(paths, null);
    long generation;
    do {
      generation = environment.nextGeneration();
    } while (taken.contains(tag(generation)));
    return generation;
  }

  /** Whether another region has the first bits of a generation that was announced. */
  static boolean isTaken(RegionPaths paths, long generation) {
    return taken(paths, paths.lock(generation)).contains(tag(generation));
  }

  private static int tag(long generation) {
    return (int) (generation >>> Long.SIZE - BITS);
  }

  /** The tags of all regions but one; none if there are too many. */
  private static Set<Integer> taken(RegionPaths paths, Path except) {
    Set<Integer> tags = new HashSet<>();
    try (var files = Files.newDirectoryStream(paths.directory(), "*.*" + RegionPaths.LOCK)) {
      for (Path file : files) {
        if (!file.equals(except)) {
          addTag(file.getFileName().toString(), tags);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return Set.of();
    }
    return tags.size() > MOST ? Set.of() : tags;
  }

  private static void addTag(String name, Set<Integer> tags) {
    int end = name.length() - RegionPaths.LOCK.length();
    int start = end - HEX_DIGITS;
    if (start > 0 && name.charAt(start - 1) == '.') {
      try {
        tags.add(tag(Long.parseUnsignedLong(name, start, end, HEX)));
      } catch (NumberFormatException e) {
        // It is no lock file of a region.
      }
    }
  }
}
