package dev.sharelock.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.memory.FieldNames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingLayoutTest {

  @ParameterizedTest
  @CsvSource({
    "1, 64",
    "64, 64",
    "65, 128",
    "1000, 1024",
    "4294967297, 8589934592",
    "1099511627776, 1099511627776"
  })
  void roundsCapacityUpToAPowerOfTwo(long wanted, long rounded) {
    assertThat(RingLayout.roundedCapacity(wanted)).isEqualTo(rounded);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, (1L << 40) + 1, (1L << 63) - 1})
  void refusesImpossibleCapacities(long wanted) {
    assertThatThrownBy(() -> RingLayout.roundedCapacity(wanted))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("capacity=" + wanted);
  }

  @ParameterizedTest
  @ValueSource(longs = {-128, 8, 64, 129})
  void refusesMisplacedRings(long base) {
    assertThatThrownBy(() -> new RingLayout(base, 64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("base=" + base);
  }

  @Test
  void refusesCapacityThatIsNoPowerOfTwo() {
    assertThatThrownBy(() -> new RingLayout(0, 96))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("capacity=96");
  }

  @Test
  void fieldsAreAlignedAndDoNotOverlap() {
    record Field(long offset, long length, String name) {}
    List<Field> fields = new ArrayList<>();
    new RingLayout(256, 128)
        .describe(
            "r",
            new FieldNames() {
              @Override
              public void word(long offset, int bytes, String name) {
                assertThat(offset % bytes).as(name).isZero();
                fields.add(new Field(offset, bytes, name));
              }

              @Override
              public void data(long offset, long length, String name) {
                fields.add(new Field(offset, length, name));
              }
            });
    long end = 256;
    for (Field field : fields) {
      assertThat(field.offset()).as(field.name()).isGreaterThanOrEqualTo(end);
      end = field.offset() + field.length();
    }
    assertThat(end).isEqualTo(256 + RingLayout.bytes(128));
    assertThat(fields).hasSize(9).allMatch(field -> field.name().startsWith("r."));
  }
}
