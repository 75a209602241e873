package dev.sharelock.platform;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lock file of one region: a process holds the byte at its identity while it has the region
 * open, and the kernel releases it when the process ends, however it ends.
 *
 * <p>A second lock, at the very end, belongs to whoever changes what the name of the region leads
 * to.
 *
 * <p><b>Why one object for the whole process.</b> The operating system drops all locks that a
 * process has on a file as soon as the process closes <i>any</i> channel of that file. Therefore a
 * lock file is opened once per process, here, and closed when its last user leaves; and nothing
 * else ever opens it. If this class exists twice in a process (two class loaders), the second copy
 * notices that the byte of its own process is locked already; it then refuses, and leaks the
 * channel rather than close it.
 */
public final class LivenessLocks {

  private static final long NAME_LOCK = Long.MAX_VALUE - 1;

  /** All lock files that this process has open; guarded by itself. */
  private static final Map<Path, LivenessLocks> OPEN = new HashMap<>();

  /** Channels that must not be closed, for ever. */
  private static final List<FileChannel> LEAKED = new ArrayList<>();

  private final Path file;
  private final FileChannel channel;
  private int users;
  private FileLock nameLock;

  private LivenessLocks(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a lock file, and holds the lock of this process from now on.
   *
   * @param file the lock file
   * @param create whether it must not exist, and is created; otherwise it must exist
   * @return the locks; null if the file does not exist
   * @throws IOException if the file cannot be opened or the file system has no locks
   * @throws SharelockException {@link Outcome#WOULD_BLOCK} if somebody holds the whole file just
   *     now
   */
  static LivenessLocks join(Path file, boolean create) throws IOException {
    Path key = file.toAbsolutePath().normalize();
    synchronized (OPEN) {
      LivenessLocks open = OPEN.get(key);
      if (open == null) {
        open = open(key, create);
        if (open == null) {
          return null;
        }
        OPEN.put(key, open);
      }
      open.users++;
      return open;
    }
  }

  private static LivenessLocks open(Path file, boolean create) throws IOException {
    FileChannel channel = openChannel(file, create);
    if (channel == null) {
      return null;
    }
    boolean keep = false;
    try {
      FileLock own = channel.tryLock(position(ProcessIdentities.self()), 1, false);
      if (own == null) {
        throw new SharelockException(
            Outcome.WOULD_BLOCK,
            "lock file is being cleaned up by another process: file=" + file + "; do: try again");
      }
      keep = true;
      return new LivenessLocks(file, channel);
    } catch (OverlappingFileLockException e) {
      LEAKED.add(channel);
      keep = true;
      throw new IllegalStateException(
          "region is open in this process by another copy of the library: file="
              + file
              + "; do: load the library by one class loader",
          e);
    } finally {
      if (!keep) {
        channel.close();
      }
    }
  }

  private static FileChannel openChannel(Path file, boolean create) throws IOException {
    if (create) {
      return RegionPaths.createPrivate(file);
    }
    try {
      return FileChannel.open(
          file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static long position(ParticipantIdentity identity) {
    return identity.pid() << 32 | identity.startTime();
  }

  /** Ends one use; the last one releases the lock of this process. */
  public void leave() {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(file);
        try {
          channel.close();
        } catch (IOException e) {
          throw new IllegalStateException("lock file cannot be closed: file=" + file, e);
        }
      }
    }
  }

  /** Whether a process holds its lock; what cannot be decided counts as held. */
  boolean isHeld(ParticipantIdentity identity) {
    long position = position(identity);
    if (position < 0) {
      return false; // no process has such an id
    }
    synchronized (OPEN) {
      try (FileLock probe = channel.tryLock(position, 1, true)) { // shared: others ask as well
        return probe == null;
      } catch (OverlappingFileLockException | IOException e) {
        return true;
      }
    }
  }

  /** Takes the lock for changing the name, if nobody has it. */
  boolean tryLockName() throws IOException {
    synchronized (OPEN) {
      if (nameLock == null) {
        try {
          nameLock = channel.tryLock(NAME_LOCK, 1, false);
          return nameLock != null;
        } catch (OverlappingFileLockException e) {
          return false;
        }
      }
      return false;
    }
  }

  void unlockName() throws IOException {
    synchronized (OPEN) {
      nameLock.release();
      nameLock = null;
    }
  }

  /**
   * Deletes a lock file and what belongs to it, if no process holds any lock in it.
   *
   * @param file the lock file
   * @param more a file that is deleted before it
   * @return whether they are gone
   */
  static boolean deleteIfUnused(Path file, Path more) throws IOException {
    Path key = file.toAbsolutePath().normalize();
    synchronized (OPEN) {
      if (OPEN.containsKey(key)) {
        return false;
      }
      FileChannel channel = openChannel(key, false);
      if (channel == null) {
        return false;
      }
      boolean close = true;
      try {
        FileLock all = channel.tryLock(0, Long.MAX_VALUE, false);
        if (all == null) {
          return false;
        }
        Files.deleteIfExists(more);
        Files.deleteIfExists(key);
        return true;
      } catch (OverlappingFileLockException e) {
        LEAKED.add(channel);
        close = false;
        return false;
      } finally {
        if (close) {
          channel.close();
        }
      }
    }
  }
}
