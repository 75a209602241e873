package dev.sharelock.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.testing.TestWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameRingTest {
  private final TestWorld world = new TestWorld(4096);
  private final RingLayout layout = RingFormat.create(world.memory, 128, 128);
  private final FrameProducer producer = FrameProducer.open(world.participant(1), 128);
  private final FrameConsumer consumer = FrameConsumer.open(world.participant(2), 128);

  private void send(int length, int seed) {
    byte[] payload = payload(length, seed);
    assertThat(producer.offer(payload, 0, length, 0)).isEqualTo(Outcome.DONE);
  }

  private static byte[] payload(int length, int seed) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (seed * 31 + i);
    }
    return payload;
  }

  private void receive(int length, int seed) {
    assertThat(consumer.peek(0)).isEqualTo(Outcome.DONE);
    byte[] payload = new byte[(int) consumer.view().length()];
    consumer.view().getBytes(0, payload, 0, payload.length);
    assertThat(payload).isEqualTo(payload(length, seed));
    consumer.release();
  }

  @Test
  void framesOfAllLengthsArriveAsTheyWereSent() {
    for (int length = 0; length <= producer.maxLength(); length++) {
      send(length, length);
      assertThat(consumer.peek(0)).isEqualTo(Outcome.DONE);
      assertThat(consumer.view().position() % 8).isZero();
      receive(length, length);
      assertThat(consumer.peek(0)).isEqualTo(Outcome.WOULD_BLOCK);
    }
  }

  @Test
  void emptyFramesAreFrames() {
    send(0, 0);
    send(0, 0);
    assertThat(consumer.peek(0)).isEqualTo(Outcome.DONE);
    assertThat(consumer.view().length()).isZero();
    consumer.release();
    assertThat(consumer.peek(0)).isEqualTo(Outcome.DONE);
    consumer.release();
    assertThat(consumer.peek(0)).isEqualTo(Outcome.WOULD_BLOCK);
  }

  @Test
  void aFrameMayBeShortenedWhenItIsPublished() {
    producer.claim(50, 0);
    producer.view().putBytes(0, payload(50, 3), 0, 50);
    producer.publish(9);
    send(4, 4);
    receive(9, 3);
    receive(4, 4);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThat(producer.maxLength()).isEqualTo(120);
    assertThat(producer.claim(121, Long.MAX_VALUE)).isEqualTo(Outcome.TOO_LARGE);
    assertThat(producer.claim(Integer.MAX_VALUE, 0)).isEqualTo(Outcome.TOO_LARGE);
    assertThatThrownBy(() -> producer.claim(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("length=-1");
    assertThatThrownBy(() -> producer.claim(1, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> consumer.peek(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(producer::publish).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> producer.publish(0)).isInstanceOf(IllegalStateException.class);
    producer.claim(8, 0);
    assertThatThrownBy(() -> producer.publish(9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("count=9, granted=8");
    assertThatThrownBy(() -> producer.publish(-1)).isInstanceOf(IllegalArgumentException.class);
    producer.drop();
    assertThatThrownBy(producer::publish).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(consumer::release).isInstanceOf(IllegalStateException.class);
    assertThat(consumer.peek(0)).isEqualTo(Outcome.WOULD_BLOCK);
  }

  @Test
  void refusesToReleaseTwice() {
    send(8, 1);
    send(8, 2);
    receive(8, 1);
    assertThatThrownBy(consumer::release).isInstanceOf(IllegalStateException.class);
    receive(8, 2);
  }

  @Test
  void refusesNegativeTimeOutAlsoWhenAFrameIsThere() {
    send(8, 1);
    send(8, 2);
    receive(8, 1);
    assertThatThrownBy(() -> consumer.peek(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneFlushPublishesABatchAndOneDrainTakesIt() {
    for (int i = 0; i < 5; i++) {
      producer.claim(8, 0);
      producer.view().putLong(0, i);
      producer.commit();
    }
    assertThat(consumer.peek(0)).isEqualTo(Outcome.WOULD_BLOCK);
    producer.flush();
    List<Long> seen = new ArrayList<>();
    assertThat(consumer.drain(frame -> seen.add(frame.getLong(0)), 3)).isEqualTo(3);
    assertThat(world.memory.getLongVolatile(layout.tail())).isEqualTo(48);
    assertThat(consumer.drain(frame -> seen.add(frame.getLong(0)), 9)).isEqualTo(2);
    assertThat(seen).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void aFrameStaysWhenItsHandlerFails() {
    send(1, 1);
    send(1, 2);
    int[] calls = {0};
    FrameHandler second =
        frame -> {
          if (++calls[0] == 2) {
            throw new UnsupportedOperationException("no");
          }
        };
    assertThatThrownBy(() -> consumer.drain(second, 5))
        .isInstanceOf(UnsupportedOperationException.class);
    receive(1, 2);
  }

  @Test
  void corruptLengthsAreToldAndNothingIsSkipped() {
    long[] headers = {0, -1, 8, FrameHeader.encode(9), FrameHeader.encode(Integer.MAX_VALUE)};
    send(8, 1);
    long intact = world.memory.readLong(layout.data());
    for (long header : headers) {
      world.memory.writeLong(layout.data(), header);
      assertThat(consumer.peek(0)).isEqualTo(Outcome.CORRUPT);
      assertThat(consumer.peek(Long.MAX_VALUE)).isEqualTo(Outcome.CORRUPT);
      assertThat(consumer.drain(frame -> {}, 1)).isZero();
      assertThat(consumer.view().length()).isZero();
    }
    world.memory.writeLong(layout.data(), intact);
    receive(8, 1);
  }

  @Test
  void aStreamOfBytesIsNotTakenForFrames() {
    producer.close();
    consumer.close();
    ByteRingProducer bytes = ByteRing.attach(world.participant(3), 128).openProducer();
    bytes.claim(3, 0);
    bytes.publish(3);
    FrameConsumer frames = FrameConsumer.open(world.participant(4), 128);
    assertThat(frames.peek(Long.MAX_VALUE)).isEqualTo(Outcome.CORRUPT);
    bytes.close();
    assertThatThrownBy(() -> FrameProducer.open(world.participant(3), 128))
        .isInstanceOfSatisfying(
            SharelockException.class,
            thrown -> assertThat(thrown.outcome()).isEqualTo(Outcome.CORRUPT))
        .hasMessageContaining("head=3, alignment=8");
    ByteRing.attach(world.participant(5), 128).openProducer();
  }

  @Test
  void closedHandlesRefuse() {
    producer.close();
    consumer.close();
    assertThatThrownBy(() -> producer.claim(0, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> consumer.peek(0)).isInstanceOf(IllegalStateException.class);
    FrameProducer.open(world.participant(3), 128).close();
    FrameConsumer.open(world.participant(3), 128).close();
  }

  @Test
  void closeIsToldAfterTheLastFrame() {
    send(0, 1);
    consumer.wakeupAll();
    assertThat(producer.claim(0, 0)).isEqualTo(Outcome.CLOSED);
    receive(0, 1);
    assertThat(consumer.peek(Long.MAX_VALUE)).isEqualTo(Outcome.CLOSED);
    producer.wakeupAll();
  }
}
