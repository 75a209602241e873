package dev.sharelock.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.memory.FieldNames;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegionLayoutTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "1024, 2", "64, 64"})
  void fieldsAreAlignedAndDoNotOverlap(int slots, int entries) {
    RegionLayout layout = new RegionLayout(slots, entries);
    TreeMap<Long, Integer> fields = new TreeMap<>();
    Set<String> names = new HashSet<>();
    layout.describe(
        new FieldNames() {
          @Override
          public void word(long offset, int bytes, String name) {
            assertThat(offset % bytes).as(name).isZero();
            assertThat(fields.put(offset, bytes)).as(name).isNull();
            assertThat(names.add(name)).as(name).isTrue();
          }

          @Override
          public void data(long offset, long length, String name) {
            throw new AssertionError("no plain data in the region's own part: " + name);
          }
        });
    long end = 0;
    for (var field : fields.entrySet()) {
      assertThat(field.getKey()).isGreaterThanOrEqualTo(end);
      end = field.getKey() + field.getValue();
    }
    assertThat(end).isLessThanOrEqualTo(layout.heapStart());
    assertThat(layout.heapStart() % 128).isZero();
  }

  @Test
  void theMagicReadsAsText() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      text.append((char) (RegionHeader.MAGIC >>> (8 * i) & 0xFF));
    }
    assertThat(text).hasToString("SHARELCK");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "1025, 1", "1, 0", "1, 65537"})
  void impossibleNumbersAreRefused(int slots, int entries) {
    assertThatThrownBy(() -> new RegionLayout(slots, entries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do:");
  }
}
