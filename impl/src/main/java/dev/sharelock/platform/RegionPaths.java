package dev.sharelock.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files of a region.
 *
 * <pre>
 *   NAME                   the region
 *   NAME.GENERATION.lock   locks of its participants, see LivenessLocks
 *   NAME.GENERATION.new    a region that is being built
 * </pre>
 *
 * @param directory where they are
 * @param name the name of the region
 */
public record RegionPaths(Path directory, String name) {

  static final String LOCK = ".lock";
  static final String DRAFT = ".new";
  private static final int MAX_NAME = 100;
  private static final int GENERATION_LENGTH = 16;
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /**
   * Checks the name and the directory.
   *
   * @param directory the directory; null for the default one
   * @param name the name: letters, digits and {@code . _ -}, not starting with a dot
   * @return the paths
   * @throws IllegalArgumentException if the name or the directory is impossible
   */
  public static RegionPaths of(String directory, String name) {
    requireName(name);
    return new RegionPaths(directory(directory), name);
  }

  private static Path directory(String directory) {
    Path path;
    try {
      path = directory == null ? defaultDirectory() : Path.of(directory);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "directory is malformed: directory=" + directory + "; do: name an existing directory", e);
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "directory does not exist: directory=" + path + "; do: name an existing directory");
    }
    return path;
  }

  /** The file system that lives in memory where there is one, otherwise that of temporary files. */
  private static Path defaultDirectory() {
    boolean usable = Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY);
    return usable ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /**
   * Lists the files that may be regions by their names.
   *
   * @param directory the directory; null for the default one
   * @return their names, sorted
   * @throws IllegalArgumentException if the directory is impossible
   */
  public static List<String> names(String directory) {
    Path path = directory(directory);
    List<String> names = new ArrayList<>();
    try (var files = Files.newDirectoryStream(path, Files::isRegularFile)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (isName(name)) {
          names.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new IllegalArgumentException(
          "directory cannot be read: directory=" + path + "; do: allow it, or name another", e);
    }
    Collections.sort(names);
    return names;
  }

  private static boolean isName(String name) {
    return name != null
        && name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")
        && name.length() <= MAX_NAME
        && !name.endsWith(LOCK)
        && !name.endsWith(DRAFT);
  }

  private static void requireName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name of a region is malformed: name="
              + name
              + "; do: use 1 to "
              + MAX_NAME
              + " letters, digits and . _ - that start with none of . and - and do not end with "
              + LOCK
              + " or "
              + DRAFT);
    }
  }

  /**
   * Says where, for messages.
   *
   * @return name and directory
   */
  public String place() {
    return "name=" + name + ", directory=" + directory;
  }

  Path data() {
    return directory.resolve(name);
  }

  Path lock(long generation) {
    return directory.resolve(name + "." + hex(generation) + LOCK);
  }

  Path draft(long generation) {
    return directory.resolve(name + "." + hex(generation) + DRAFT);
  }

  private static String hex(long generation) {
    return String.format(Locale.ROOT, "%016x", generation);
  }

  /** Creates a file that only its owner can use, and that must not exist. */
  static FileChannel createPrivate(Path file) throws IOException {
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(file, options, attributes);
  }

  /**
   * Deletes what processes left behind that died while they created or replaced this region. What
   * cannot be deleted stays.
   *
   * @param currentGeneration the generation to which the name leads now
   */
  public void deleteLeftovers(long currentGeneration) {
    try (var files = Files.newDirectoryStream(directory, name + ".*" + LOCK)) {
      for (Path lock : files) {
        String stem = lock.getFileName().toString();
        stem = stem.substring(0, stem.length() - LOCK.length());
        boolean ours = stem.length() == name.length() + GENERATION_LENGTH + 1;
        if (ours && !stem.equals(name + "." + hex(currentGeneration))) {
          LivenessLocks.deleteIfUnused(lock, directory.resolve(stem + DRAFT));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The next creation of this name tries again.
    }
  }
}
