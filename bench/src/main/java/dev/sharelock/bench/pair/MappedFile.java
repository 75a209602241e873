package dev.sharelock.bench.pair;

import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.Leasing;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.platform.Machines;
import dev.sharelock.platform.SystemEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Maps the file of a pair, for each kind of transport. */
public final class MappedFile {
  private static final ThreadLocal<Map<Path, SharedMemory>> MAPPED =
      ThreadLocal.withInitial(HashMap::new);

  private MappedFile() {}

  /** A fresh file in memory. */
  public static Path fresh() throws IOException {
    return Files.createTempFile(Path.of("/dev/shm"), "sharelock-bench-", "");
  }

  /**
   * As Sharelock's memory, with futex and asymmetric fences. As with a region, a thread maps a file
   * once, and each thread for itself.
   */
  public static SharedMemory memory(Path file) {
    return MAPPED.get().computeIfAbsent(file, MappedFile::mapped);
  }

  private static SharedMemory mapped(Path file) {
    try (FileChannel channel = open(file)) {
      return MappedMemory.first(
          channel.map(MapMode.READ_WRITE, 0, channel.size(), Arena.global()),
          Machines.machine(Machines.hasFutex(), Machines.hasMembarrier()),
          Leasing.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A participant to whom all others live. */
  public static ParticipantContext participant(SharedMemory memory, int number) {
    return new ParticipantContext(memory, new SystemEnvironment(), new Numbered(number));
  }

  /** Everybody lives. */
  private record Numbered(long self) implements Participants {
    @Override
    public boolean isAlive(long participant) {
      return participant != NOBODY;
    }
  }

  /** A part of it as a buffer. */
  public static ByteBuffer buffer(Path file, long from, long bytes) {
    try (FileChannel channel = open(file)) {
      return channel.map(MapMode.READ_WRITE, from, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
