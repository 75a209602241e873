package dev.sharelock.platform;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A region that is being built under a private name, and then gets its real name in one step.
 *
 * <p>Its space is reserved by writing zeros, so that a full disk is noticed here and not by whoever
 * first touches a page. The lock file exists, and the lock of this process is held, before the
 * draft exists; so a draft whose locks nobody holds was left by a process that died.
 *
 * <p>A hard link gives it its name, since that fails if the name is taken. Where there are no hard
 * links, an empty file is created exclusively and then replaced; who sees the empty file waits.
 */
public final class RegionDraft {

  private static final int CHUNK = 1 << 20;

  private final RegionPaths paths;
  private final long generation;
  private final LivenessLocks locks;
  private FileMapping mapping;

  private RegionDraft(RegionPaths paths, long generation) {
    this.paths = paths;
    this.generation = generation;
    this.locks = join();
  }

  /**
   * Creates a draft.
   *
   * @param paths where
   * @param generation drawn at random
   * @param bytes the size
   * @return the draft, all zero
   * @throws SharelockException {@link Outcome#NO_MEMORY} if there is not enough space, {@link
   *     Outcome#REFUSED} if the directory cannot be written, {@link Outcome#WOULD_BLOCK} if another
   *     generation should be drawn
   */
  public static RegionDraft create(RegionPaths paths, long generation, long bytes) {
    RegionDraft draft = new RegionDraft(paths, generation);
    try {
      draft.requireOwnTag();
      draft.build(bytes);
      return draft;
    } catch (IOException e) {
      draft.discard();
      throw draft.failure(bytes, e);
    } catch (RuntimeException | Error e) {
      draft.discard();
      throw e;
    }
  }

  /** Where there are no locks, nobody is announced. */
  private void requireOwnTag() {
    if (locks != null && GenerationTags.isTaken(paths, generation)) {
      throw new SharelockException(
          Outcome.WOULD_BLOCK,
          "generation is like that of another region: "
              + paths.place()
              + ", generation="
              + Long.toHexString(generation)
              + "; do: draw another one");
    }
  }

  /** Null where the file system has no locks. */
  private LivenessLocks join() {
    Path file = paths.lock(generation);
    try {
      LivenessLocks joined = LivenessLocks.join(file, true);
      if (!Files.exists(file)) {
        joined.leave();
        throw new SharelockException(
            Outcome.WOULD_BLOCK, "lock file was cleaned up: file=" + file + "; do: try again");
      }
      return joined;
    } catch (AccessDeniedException | NoSuchFileException e) {
      throw failure(0, e);
    } catch (IOException e) {
      deleteQuietly(file);
      return null;
    }
  }

  private void build(long bytes) throws IOException {
    long usable = Files.getFileStore(paths.directory()).getUsableSpace();
    if (usable < bytes) {
      throw new IOException("not enough space");
    }
    FileChannel channel = RegionPaths.createPrivate(paths.draft(generation));
    try {
      fill(channel, bytes);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
    mapping = FileMapping.of(channel, bytes);
  }

  private static void fill(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, CHUNK));
    long written = 0;
    while (written < bytes) {
      zeros.clear().limit((int) Math.min(bytes - written, zeros.capacity()));
      written += channel.write(zeros, written);
    }
  }

  private SharelockException failure(long bytes, IOException cause) {
    long usable = -1;
    try {
      usable = Files.getFileStore(paths.directory()).getUsableSpace();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    boolean denied = cause instanceof AccessDeniedException;
    return new SharelockException(
        denied ? Outcome.REFUSED : Outcome.NO_MEMORY,
        (denied ? "region cannot be created: " : "region does not fit: ")
            + "name="
            + paths.name()
            + ", directory="
            + paths.directory()
            + ", bytes="
            + bytes
            + ", freeBytes="
            + usable
            + ", cause="
            + cause
            + "; do: "
            + (denied ? "use a directory that can be written" : "free space, or ask for less"),
        cause);
  }

  /**
   * Tells which region the draft is of.
   *
   * @return its generation
   */
  public long generation() {
    return generation;
  }

  /**
   * Gives the bytes.
   *
   * @return the mapped draft
   */
  public MemorySegment segment() {
    return mapping.segment();
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
   * Gives the draft its name, if the name is free.
   *
   * @return whether it is published now
   */
  public boolean publish() {
    try {
      return publishByLink();
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw failure(segment().byteSize(), e);
    }
  }

  private boolean publishByLink() throws IOException {
    try {
      Files.createLink(paths.data(), paths.draft(generation));
    } catch (FileAlreadyExistsException | NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return publishByMove();
    }
    Files.delete(paths.draft(generation));
    return true;
  }

  /** For file systems without hard links. */
  boolean publishByMove() throws IOException {
    RegionPaths.createPrivate(paths.data()).close();
    Files.move(paths.draft(generation), paths.data(), StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** Puts the draft in the place of the region that has the name; its name lock must be held. */
  public void replace() {
    try {
      Files.move(
          paths.draft(generation),
          paths.data(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(segment().byteSize(), e);
    }
  }

  /**
   * Gives the mapping and the locks to a handle. If the draft is not published, {@link #discard}
   * must be called rather than the handle be closed.
   *
   * @return the open file
   */
  public OpenRegionFile opened() {
    return new OpenRegionFile(paths, mapping, locks);
  }

  /** Deletes a draft that is not published. */
  public void discard() {
    deleteQuietly(paths.draft(generation));
    if (mapping != null) {
      mapping.close();
    }
    if (locks != null) {
      deleteQuietly(paths.lock(generation));
      locks.leave();
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It stays behind, and the next creation tries again.
    }
  }
}
