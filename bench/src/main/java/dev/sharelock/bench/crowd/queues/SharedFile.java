package dev.sharelock.bench.crowd.queues;

import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of zeros and who shares them. */
final class SharedFile {
  private SharedFile() {}

  static void fill(Path file, long bytes) {
    try {
      Files.write(file, new byte[Math.toIntExact(bytes)]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SharedMemory memory(Path file) {
    return MappedFile.memory(file);
  }

  static ParticipantContext participant(Path file, int number) {
    return participant(memory(file), number);
  }

  static ParticipantContext participant(SharedMemory memory, int number) {
    return MappedFile.participant(memory, number);
  }
}
