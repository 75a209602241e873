package dev.sharelock.stress.memory;

import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.SharedMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One file, mapped twice at different addresses. The file has no name any more when it is used, so
 * nothing is left of it however the process ends.
 *
 * @param left the first mapping
 * @param right the second mapping
 */
public record MappedPair(SharedMemory left, SharedMemory right) {
  private static final Path SHARED_MEMORY_DIRECTORY = Path.of("/dev/shm");

  /** Maps a fresh, zeroed file twice. */
  public static MappedPair create(long bytes) {
    try {
      Path directory =
          Files.isWritable(SHARED_MEMORY_DIRECTORY)
              ? SHARED_MEMORY_DIRECTORY
              : Path.of(System.getProperty("java.io.tmpdir"));
      Path file = Files.createTempFile(directory, "sharelock-stress-", ".bin");
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        Files.delete(file);
        fill(channel, bytes);
        MemorySegment left = channel.map(MapMode.READ_WRITE, 0, bytes, Arena.global());
        MemorySegment right = channel.map(MapMode.READ_WRITE, 0, bytes, Arena.global());
        if (left.address() == right.address()) {
          throw new IllegalStateException(
              "both mappings have one address: address="
                  + Long.toHexString(left.address())
                  + "; do: report this, the tests would prove nothing");
        }
        return new MappedPair(new MappedMemory(left), new MappedMemory(right));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the zeros, so that a full disk is an exception here and no fault later. */
  private static void fill(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
    for (long written = 0; written < bytes; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - written));
      written += channel.write(zeros, written);
    }
  }

  /** Maps a fresh file twice and divides it into slots of equal size. */
  public static Slots slots(int count, int bytes) {
    return new Slots(create((long) count * bytes), count, bytes);
  }

  /**
   * Slots of a mapped file, given out in turn. A slot is given out again after all the others, so
   * there must be more of them than states in use: jcstress keeps one stride of at most 10,240.
   */
  public static final class Slots {
    private final MappedPair pair;
    private final int count;
    private final int bytes;
    private final AtomicLong given = new AtomicLong();

    private Slots(MappedPair pair, int count, int bytes) {
      this.pair = pair;
      this.count = count;
      this.bytes = bytes;
    }

    /** The two mappings. */
    public MappedPair pair() {
      return pair;
    }

    /** Zeroes the next slot and returns its offset. */
    public long next() {
      long slot = given.getAndIncrement() % count * bytes;
      pair.left().fillBytes(slot, bytes, (byte) 0);
      return slot;
    }
  }
}
