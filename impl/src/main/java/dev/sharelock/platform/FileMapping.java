package dev.sharelock.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A file that is mapped as a whole, and parts of it that live as long as arenas of their own.
 *
 * <p>With native access, a part is a view of the one mapping, which costs next to nothing; then all
 * parts must be taken away before the mapping. Without it, a part is a mapping of its own.
 *
 * @param channel the file, open as long as parts can be asked for
 * @param segment the bytes
 * @param arena the life of the mapping
 */
record FileMapping(FileChannel channel, MemorySegment segment, Arena arena)
    implements AutoCloseable {
  private static final boolean VIEWS = FileMapping.class.getModule().isNativeAccessEnabled();

  /** Maps a file; it closes the channel with the mapping, or if it fails. */
  static FileMapping of(FileChannel channel, long bytes) throws IOException {
    Arena arena = Arena.ofShared();
    MemorySegment segment = null;
    try {
      segment = channel.map(MapMode.READ_WRITE, 0, bytes, arena);
      return new FileMapping(channel, segment, arena);
    } finally {
      if (segment == null) {
        arena.close();
        channel.close();
      }
    }
  }

  MemorySegment part(long offset, long length, Arena life) {
    return VIEWS ? view(offset, length, life) : remapped(offset, length, life);
  }

  @SuppressWarnings("restricted")
  MemorySegment view(long offset, long length, Arena life) {
    return segment.asSlice(offset, length).reinterpret(life, null);
  }

  MemorySegment remapped(long offset, long length, Arena life) {
    try {
      return channel.map(MapMode.READ_WRITE, offset, length, life);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "part of the region cannot be mapped: offset="
              + offset
              + ", length="
              + length
              + ", cause="
              + e
              + "; do: end leases that are no longer used",
          e);
    }
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "file of the region cannot be closed: cause=" + e + "; do: check the file system", e);
    }
  }
}
