package dev.sharelock.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedRingTest {

  @TempDir Path folder;
  private Region region;

  @BeforeEach
  void create() {
    region = Region.create(RegionOptions.of("test", 1 << 16).in(folder.toString()));
  }

  @AfterEach
  void close() {
    region.close();
  }

  @Test
  void framesArriveAtAnotherParticipant() {
    try (Region other = Region.attach(AttachOptions.of("test").in(folder.toString()));
        FrameProducer producer = NamedRing.open(region, "one", 256).producer();
        FrameConsumer consumer = NamedRing.open(other, "one", 256).consumer()) {
      byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
      assertThat(producer.offer(text, 0, text.length, 0)).isEqualTo(Outcome.DONE);
      List<String> received = new ArrayList<>();
      consumer.drain(
          frame -> {
            byte[] bytes = new byte[(int) frame.length()];
            frame.getBytes(0, bytes, 0, bytes.length);
            received.add(new String(bytes, StandardCharsets.UTF_8));
          },
          10);
      assertThat(received).containsExactly("hello");
    }
  }

  @Test
  void oneNameIsOneRing() {
    NamedRing first = NamedRing.open(region, "one", 100);
    assertThat(NamedRing.open(region, "one", 128).entry()).isEqualTo(first.entry());
    assertThat(NamedRing.open(region, "two", 128).entry()).isNotEqualTo(first.entry());
    assertThat(first.bytes().capacity()).isEqualTo(128);
  }

  @Test
  void anotherCapacityIsRefused() {
    NamedRing.open(region, "one", 128);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedRing.open(region, "one", 256))
        .withMessageContaining("one")
        .withMessageContaining("; do: ");
  }

  @Test
  void somethingElseIsRefused() {
    region
        .directory()
        .getOrCreate(new EntryRequest("one", 1, RingLayout.bytes(64)), (at, bytes) -> {}, 0);
    assertThatIllegalArgumentException().isThrownBy(() -> NamedRing.open(region, "one", 64));
  }

  @Test
  void tooMuchIsRefused() {
    assertThatThrownBy(() -> NamedRing.open(region, "one", 1 << 20))
        .isInstanceOf(SharelockException.class)
        .hasMessageContaining("; do: ");
    assertThatIllegalArgumentException().isThrownBy(() -> NamedRing.open(region, "one", -1));
  }

  @Test
  void eachSideHasOneHolder() {
    NamedRing ring = NamedRing.open(region, "one", 128);
    try (FrameProducer producer = ring.producer();
        Region other = Region.attach(AttachOptions.of("test").in(folder.toString()))) {
      assertThat(producer.maxLength()).isPositive();
      assertThatIllegalStateException()
          .isThrownBy(() -> NamedRing.open(other, "one", 128).producer())
          .withMessageContaining("producer already");
    }
  }
}
