package dev.sharelock.platform;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;

/**
 * A region that this handle has mapped, and the lock of its process.
 *
 * <p>Each handle has a mapping of its own, which {@link #close} takes away: a later access through
 * it is an exception, never a fault.
 */
public final class OpenRegionFile implements AutoCloseable {

  private final RegionPaths paths;
  private final FileMapping mapping;
  private final LivenessLocks locks;
  private boolean closed;

  OpenRegionFile(RegionPaths paths, FileMapping mapping, LivenessLocks locks) {
    this.paths = paths;
    this.mapping = mapping;
    this.locks = locks;
  }

  /**
   * Gives the bytes.
   *
   * @return the mapped region
   */
  public MemorySegment segment() {
    return mapping.segment();
  }

  /**
   * Gives some of the bytes, which can be taken away.
   *
   * @param offset where they begin
   * @param length how many
   * @param life the arena that they live as long as; it must be closed before this handle
   * @return the bytes
   */
  public MemorySegment part(long offset, long length, Arena life) {
    return mapping.part(offset, length, life);
  }

  /**
   * Gives the locks.
   *
   * @return the locks; null where the file system has none
   */
  public LivenessLocks locks() {
    return locks;
  }

  /**
   * Takes the right to change what the name of the region leads to, if nobody else has it.
   *
   * @return whether it was taken; false also where there are no locks
   */
  public boolean tryLockName() {
    try {
      return locks != null && locks.tryLockName();
    } catch (IOException e) {
      throw failure("name lock cannot be taken", e);
    }
  }

  /** Gives the right back. */
  public void unlockName() {
    try {
      locks.unlockName();
    } catch (IOException e) {
      throw failure("name lock cannot be released", e);
    }
  }

  /** Removes the name of the region; its name lock must be held. */
  public void deleteName() {
    try {
      Files.deleteIfExists(paths.data());
    } catch (IOException e) {
      throw failure("region cannot be unlinked", e);
    }
  }

  /**
   * Removes the lock file. Those who have it open keep their locks; nobody opens it again, because
   * the name of the region does not lead here any more.
   *
   * @param generation of this region
   */
  public void deleteLockFile(long generation) {
    try {
      Files.deleteIfExists(paths.lock(generation));
    } catch (IOException e) {
      throw failure("lock file cannot be deleted", e);
    }
  }

  private IllegalStateException failure(String what, IOException cause) {
    return new IllegalStateException(
        what
            + ": name="
            + paths.name()
            + ", directory="
            + paths.directory()
            + ", cause="
            + cause
            + "; do: check the permissions of the directory",
        cause);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      mapping.close();
      if (locks != null) {
        locks.leave();
      }
    }
  }
}
