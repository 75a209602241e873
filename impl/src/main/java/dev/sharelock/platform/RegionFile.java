package dev.sharelock.platform;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * A file that has the name of a region, opened to find out whether it is one. It is read like any
 * file; nothing is mapped, so that a file which somebody cuts off meanwhile is an error and not a
 * fault.
 */
public final class RegionFile implements AutoCloseable {

  private final RegionPaths paths;
  private final FileChannel channel;
  private boolean mapped;

  private RegionFile(RegionPaths paths, FileChannel channel) {
    this.paths = paths;
    this.channel = channel;
  }

  /**
   * Opens a file.
   *
   * @param paths where
   * @param write whether it is to be mapped for writing later
   * @return the file
   * @throws SharelockException {@link Outcome#MISSING} if there is none, {@link Outcome#CORRUPT} if
   *     it is no regular file, {@link Outcome#REFUSED} if it may not be opened
   */
  public static RegionFile open(RegionPaths paths, boolean write) {
    Path file = paths.data();
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw new SharelockException(
            Outcome.CORRUPT,
            "this is not a region but something else than a regular file: file="
                + file
                + "; do: name another region");
      }
      Set<java.nio.file.OpenOption> options =
          write
              ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
              : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      return new RegionFile(paths, FileChannel.open(file, options));
    } catch (NoSuchFileException e) {
      throw new SharelockException(
          Outcome.MISSING,
          "region does not exist: name="
              + paths.name()
              + ", directory="
              + paths.directory()
              + "; do: create it first, or wait for it, see AttachOptions.within",
          e);
    } catch (AccessDeniedException e) {
      throw new SharelockException(
          Outcome.REFUSED,
          "region may not be opened: file="
              + file
              + ", user="
              + System.getProperty("user.name")
              + "; do: run as the user who created it, or change its permissions",
          e);
    } catch (IOException e) {
      throw unreadable(paths, e);
    }
  }

  private static SharelockException unreadable(RegionPaths paths, IOException e) {
    return new SharelockException(
        Outcome.REFUSED,
        "region cannot be read: file="
            + paths.data()
            + ", cause="
            + e
            + "; do: check the file system",
        e);
  }

  /**
   * Tells the size.
   *
   * @return the number of bytes of the file
   */
  public long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw unreadable(paths, e);
    }
  }

  /**
   * Reads the first bytes.
   *
   * @param length how many
   * @return the bytes; fewer if the file is shorter
   */
  public byte[] read(int length) {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    try {
      while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
        // until all is read, or the file ends
      }
    } catch (IOException e) {
      throw unreadable(paths, e);
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  /**
   * Joins the locks of the region, and maps it; the file stays open with the mapping then.
   *
   * @param generation of the region
   * @param bytes its size
   * @param locked whether it has locks
   * @return the mapped region; null if its lock file is gone
   * @throws SharelockException {@link Outcome#WOULD_BLOCK} if the lock file is locked as a whole
   */
  public OpenRegionFile map(long generation, long bytes, boolean locked) {
    LivenessLocks locks = null;
    try {
      if (locked) {
        locks = LivenessLocks.join(paths.lock(generation), false);
        if (locks == null) {
          return null;
        }
      }
      FileMapping mapping = FileMapping.of(channel, bytes);
      mapped = true;
      return new OpenRegionFile(paths, mapping, locks);
    } catch (IOException e) {
      throw unreadable(paths, e);
    } finally {
      if (!mapped && locks != null) {
        locks.leave();
      }
    }
  }

  /**
   * Joins the locks of the region, to ask who lives.
   *
   * @param generation of the region
   * @return the locks; null if there are none or they may not be used
   */
  public LivenessLocks joinLocks(long generation) {
    try {
      return LivenessLocks.join(paths.lock(generation), false);
    } catch (IOException | SharelockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      if (!mapped) {
        channel.close();
      }
    } catch (IOException e) {
      throw unreadable(paths, e);
    }
  }
}
