package dev.sharelock.model.forked;

import dev.sharelock.memory.SharedMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary file that forked JVMs map; its name has the process that made it. Gone when closed.
 */
final class SharedFile implements AutoCloseable {
  private static final Path MEMORY_FILES = Path.of("/dev/shm");

  private final Path path;
  private final Arena arena = Arena.ofShared();
  private final SharedMemory memory;

  SharedFile(long bytes) throws IOException {
    String prefix = "sharelock-forked-" + ProcessHandle.current().pid() + "-";
    this.path =
        Files.isDirectory(MEMORY_FILES) && Files.isWritable(MEMORY_FILES)
            ? Files.createTempFile(MEMORY_FILES, prefix, "")
            : Files.createTempFile(prefix, "");
    path.toFile().deleteOnExit(); // also after Ctrl-C
    SharedMemory mapped;
    try {
      Files.write(path, new byte[Math.toIntExact(bytes)]);
      mapped = ForkedMain.map(path, arena);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    this.memory = mapped;
  }

  Path path() {
    return path;
  }

  SharedMemory memory() {
    return memory;
  }

  @Override
  public void close() throws IOException {
    arena.close();
    Files.deleteIfExists(path);
  }
}
