package dev.sharelock.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeapMemoryTest extends SharedMemoryConformance {

  @Override
  protected SharedMemory memory() {
    return new HeapMemory(SIZE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -8, 7, 12, 1L << 40})
  void impossibleSizesAreRefused(long size) {
    assertThatThrownBy(() -> new HeapMemory(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size=" + size);
  }

  @Test
  void polls() {
    assertThat(memory().waitStrategy()).isEqualTo(WaitStrategy.POLLING);
  }
}
