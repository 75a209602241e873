package dev.sharelock.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.memory.HeapMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingViewTest {
  private final HeapMemory memory = new HeapMemory(4096);
  private final RingLayout layout = new RingLayout(0, 64);
  private final WritableRingView view = new WritableRingView(memory, layout);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 55, 56, 57, 60, 61, 63, 64 * 1000 + 59, Long.MAX_VALUE - 3})
  void valuesSurviveTheWrap(long start) {
    view.aim(start, 20);
    view.putLong(0, 0x0102_0304_0506_0708L);
    view.putInt(8, 0x1122_3344);
    view.putByte(12, (byte) -3);
    view.putInt(16, -7);
    assertThat(view.getLong(0)).isEqualTo(0x0102_0304_0506_0708L);
    assertThat(view.getInt(8)).isEqualTo(0x1122_3344);
    assertThat(view.getByte(12)).isEqualTo((byte) -3);
    assertThat(view.getInt(16)).isEqualTo(-7);
    byte[] bytes = new byte[20];
    view.getBytes(0, bytes, 0, 20);
    for (int i = 0; i < 20; i++) {
      assertThat(bytes[i]).isEqualTo(view.getByte(i));
      assertThat(bytes[i]).isEqualTo(memory.readByte(layout.data() + ((start + i) & 63)));
    }
  }

  @Test
  void aSplitValueHasTheByteOrderOfTheMachine() {
    view.aim(60, 8);
    view.putLong(0, 0x0102_0304_0506_0708L);
    byte[] bytes = new byte[8];
    view.getBytes(0, bytes, 0, 8);
    memory.writeBytes(0, bytes, 0, 8);
    assertThat(memory.readLong(0)).isEqualTo(0x0102_0304_0506_0708L);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 40, 63})
  void copiesAnyRange(long start) {
    byte[] source = new byte[64];
    for (int i = 0; i < 64; i++) {
      source[i] = (byte) (i * 5);
    }
    view.aim(start, 64);
    view.putBytes(0, source, 0, 64);
    byte[] target = new byte[10];
    view.getBytes(30, target, 2, 7);
    for (int i = 0; i < 7; i++) {
      assertThat(target[2 + i]).isEqualTo((byte) ((30 + i) * 5));
    }
    view.getBytes(64, target, 10, 0);
  }

  @Test
  void refusesWhatIsOutside() {
    view.aim(0, 10);
    byte[] array = new byte[4];
    assertOutside(() -> view.getByte(-1), "index=-1, bytes=1, length=10");
    assertOutside(() -> view.getByte(10), "index=10, bytes=1, length=10");
    assertOutside(() -> view.getInt(7), "index=7, bytes=4");
    assertOutside(() -> view.getLong(3), "index=3, bytes=8");
    assertOutside(() -> view.getLong(Long.MAX_VALUE), "index=9223372036854775807");
    assertOutside(() -> view.putLong(3, 0), "index=3, bytes=8");
    assertOutside(() -> view.putInt(-4, 0), "index=-4");
    assertOutside(() -> view.putByte(10, (byte) 0), "index=10");
    assertOutside(() -> view.getBytes(8, array, 0, 3), "index=8, bytes=3");
    assertOutside(() -> view.getBytes(0, array, 2, 3), "from=2, count=3, length=4");
    assertOutside(() -> view.getBytes(0, array, 0, -1), "bytes=-1");
    assertOutside(() -> view.putBytes(0, array, -1, 2), "from=-1");
    assertOutside(() -> view.putBytes(9, array, 0, 2), "index=9");
  }

  private static void assertOutside(Runnable access, String values) {
    assertThatThrownBy(access::run)
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining(values);
  }
}
