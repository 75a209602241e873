package dev.sharelock.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MappedMemoryTest extends SharedMemoryConformance {

  @TempDir Path directory;
  private int files;

  @Override
  protected SharedMemory memory() {
    return new MappedMemory(map(directory.resolve("memory" + files++), Arena.ofAuto()));
  }

  private static MemorySegment map(Path file, Arena arena) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, SIZE, arena);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void twoMappingsOfOneFileAreOneMemory() {
    Path file = directory.resolve("twice");
    SharedMemory one = new MappedMemory(map(file, Arena.ofAuto()));
    SharedMemory other = new MappedMemory(map(file, Arena.ofAuto()));
    one.setLongRelease(8, 42);
    assertThat(other.getLongAcquire(8)).isEqualTo(42);
    assertThat(other.getAndAddInt(8, 1)).isEqualTo(42);
    assertThat(one.readLong(8)).isEqualTo(43);
  }

  @Test
  void accessAfterTheMappingWasClosedIsRefused() {
    Arena arena = Arena.ofShared();
    SharedMemory memory = new MappedMemory(map(directory.resolve("closed"), arena));
    arena.close();
    assertThatThrownBy(() -> memory.getLongAcquire(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void segmentsThatCannotHoldWordsAreRefused() {
    assertThatThrownBy(() -> new MappedMemory(MemorySegment.ofArray(new byte[64])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alignment=1");
    MemorySegment aligned = Arena.ofAuto().allocate(64, 8);
    assertThatThrownBy(() -> new MappedMemory(aligned.asSlice(4)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
