package dev.sharelock.stress.memory;

import dev.sharelock.memory.MappedMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One file as two actors see it. The file has no name any more when it is used, so nothing is left
 * of it however the process ends.
 *
 * @param left the memory of the first actor
 * @param right the memory of the second actor
 */
public record MappedPair(MappedMemory left, MappedMemory right) {
  private static final Path SHARED_MEMORY_DIRECTORY = Path.of("/dev/shm");

  /** Maps a fresh, zeroed file: of shared memory, or on disk if there is not enough of that. */
  public static MappedPair create(Mappings mappings, long bytes) {
    try {
      return createIn(SHARED_MEMORY_DIRECTORY, mappings, bytes);
    } catch (IOException full) {
      try {
        return createIn(Path.of(System.getProperty("java.io.tmpdir")), mappings, bytes);
      } catch (IOException e) {
        e.addSuppressed(full);
        throw new UncheckedIOException(e);
      }
    }
  }

  private static MappedPair createIn(Path directory, Mappings mappings, long bytes)
      throws IOException {
    Path file = Files.createTempFile(directory, "sharelock-stress-", ".bin");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Files.delete(file);
      fill(channel, bytes);
      MappedMemory left = map(channel, mappings, bytes);
      return mappings == Mappings.ONE
          ? new MappedPair(left, left)
          : different(left, map(channel, mappings, bytes));
    }
  }

  private static MappedMemory map(FileChannel channel, Mappings mappings, long bytes)
      throws IOException {
    return new MappedMemory(
        channel.map(MapMode.READ_WRITE, 0, bytes, Arena.global()), mappings.machine());
  }

  private static MappedPair different(MappedMemory left, MappedMemory right) {
    if (left.segment().address() == right.segment().address()) {
      throw new IllegalStateException(
          "both mappings have one address: address=0x"
              + Long.toHexString(left.segment().address())
              + "; do: report this, the tests would prove nothing");
    }
    return new MappedPair(left, right);
  }

  /** Writes the zeros, so that a full disk is an exception here and no fault later. */
  private static void fill(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
    for (long written = 0; written < bytes; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - written));
      written += channel.write(zeros, written);
    }
  }

  /**
   * Slots of a mapped file, given out in turn. A slot is given out again after all the others, so
   * there must be more of them than states in use: jcstress keeps 10,240 of them, and makes the
   * next ones while it checks the last.
   */
  public static final class Slots {
    private static final int COUNT = 1 << 15;

    private final MappedPair pair;
    private final int bytes;
    private final AtomicLong given = new AtomicLong();

    /** Maps a fresh file and divides it into slots of equal size. */
    public Slots(Mappings mappings, int bytes) {
      this.pair = create(mappings, (long) COUNT * bytes);
      this.bytes = bytes;
    }

    /** The file. */
    public MappedPair pair() {
      return pair;
    }

    /** Zeroes the next slot and returns its offset. */
    public long next() {
      long slot = given.getAndIncrement() % COUNT * bytes;
      pair.left().fillBytes(slot, bytes, (byte) 0);
      return slot;
    }
  }
}
