package dev.sharelock.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** One memory of this process may be the first one, whichever test has made it. */
class FirstMappingTest {
  private static final int BYTES = 4096;

  private static MappedMemory first(Arena arena) {
    MemorySegment segment = arena.allocate(BYTES, Long.BYTES);
    return MappedMemory.first(segment, Machine.PORTABLE, Leasing.NONE);
  }

  @Test
  void thereIsOneAtTheMost() {
    first(Arena.ofAuto());
    assertThat(first(Arena.ofAuto())).isNotInstanceOf(FirstMapping.class);
    assertThat(FirstMapping.isFirst(MemorySegment.NULL)).isFalse();
  }

  @Test
  void eachIsOverItsOwnSegment() {
    MappedMemory one = first(Arena.ofAuto());
    MappedMemory other = first(Arena.ofAuto());
    one.setLongRelease(8, 1);
    other.writeLong(8, 2);
    assertThat(one.readLong(8)).isEqualTo(1);
    assertThat(other.getLongAcquire(8)).isEqualTo(2);
    assertThat(one.segment().address()).isNotEqualTo(other.segment().address());
  }

  /** Compiled code has the segment as a constant, but not whether it is there. */
  @Test
  void accessesAreCheckedAfterTheyWereCompiled() {
    Arena arena = Arena.ofShared();
    MappedMemory memory = first(arena);
    for (int i = 0; i < 100_000; i++) {
      add(memory);
    }
    assertThat(memory.getLongPlain(0)).isEqualTo(100_000);
    assertThatThrownBy(() -> memory.getLongOpaque(BYTES))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> memory.getLongOpaque(4));
    arena.close();
    assertThatIllegalStateException().isThrownBy(() -> add(memory));
  }

  private static void add(MappedMemory memory) {
    memory.setLongOpaque(0, memory.getLongAcquire(0) + 1);
  }
}
