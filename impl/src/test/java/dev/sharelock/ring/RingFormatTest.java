package dev.sharelock.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.HeapMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingFormatTest {
  private final HeapMemory memory = new HeapMemory(4096);

  @Test
  void attachFindsWhatCreateMade() {
    assertThat(RingFormat.isReady(memory, 256)).isFalse();
    RingLayout created = RingFormat.create(memory, 256, 100);
    assertThat(created).isEqualTo(new RingLayout(256, 128));
    assertThat(RingFormat.isReady(memory, 256)).isTrue();
    assertThat(RingFormat.attach(memory, 256)).isEqualTo(created);
  }

  @Test
  void refusesToAttachBeforeCreation() {
    assertThatThrownBy(() -> RingFormat.attach(memory, 0))
        .isInstanceOfSatisfying(
            SharelockException.class,
            thrown -> assertThat(thrown.outcome()).isEqualTo(Outcome.WOULD_BLOCK))
        .hasMessageContaining("base=0");
  }

  @Test
  void refusesToCreateTwice() {
    RingFormat.create(memory, 0, 64);
    assertThatThrownBy(() -> RingFormat.create(memory, 0, 64))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("format=0x534c");
  }

  @Test
  void createsAgainAfterErasing() {
    RingFormat.create(memory, 0, 64);
    RingFormat.erase(memory, 0);
    assertThat(RingFormat.create(memory, 0, 128).capacity()).isEqualTo(128);
  }

  @Test
  void refusesRingThatDoesNotFit() {
    assertThatThrownBy(() -> RingFormat.create(memory, 0, 4096))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("memory=4096");
    assertThatThrownBy(() -> RingFormat.create(memory, 4096 - 640, 64))
        .isInstanceOf(IllegalArgumentException.class);
    RingFormat.create(memory, 4096 - 768, 128);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        1,
        -1,
        0x534C_5249_4E47_0100L, // capacity 1
        0x534C_5249_4E47_0105L, // capacity 32
        0x534C_5249_4E47_010CL, // capacity 4096: does not fit
        0x534C_5249_4E47_0128L, // capacity 1 TiB
        0x534C_5249_4E47_01FFL, // capacity 2^255
        0x534C_5249_4E47_0206L, // another version
        0x534C_5249_4E46_0106L, // other magic
      })
  void recognisesWhatIsNoRing(long format) {
    memory.setLongVolatile(0, format);
    assertThatThrownBy(() -> RingFormat.attach(memory, 0))
        .isInstanceOfSatisfying(
            SharelockException.class,
            thrown -> assertThat(thrown.outcome()).isEqualTo(Outcome.CORRUPT))
        .hasMessageContaining("format=0x" + Long.toHexString(format));
  }
}
