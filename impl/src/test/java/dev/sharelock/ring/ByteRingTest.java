package dev.sharelock.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRingTest {
  private final TestWorld world = new TestWorld(4096);
  private final RingLayout layout = RingFormat.create(world.memory, 0, 64);
  private final ByteRing ring = ByteRing.attach(world.participant(9), 0);

  private ByteRingProducer producer() {
    return ByteRing.attach(world.participant(1), 0).openProducer();
  }

  private ByteRingConsumer consumer() {
    return ByteRing.attach(world.participant(2), 0).openConsumer();
  }

  @Test
  void deliversBytesInOrderAroundTheRing() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    for (int i = 0; i < 100; i++) {
      int length = 1 + i * 7 % 64;
      assertThat(producer.claim(length, 0)).isEqualTo(Outcome.DONE);
      for (int k = 0; k < length; k++) {
        producer.view().putByte(k, (byte) (i + k));
      }
      producer.publish(length);
      assertThat(ring.available()).isEqualTo(length);
      assertThat(consumer.peek(length, 0)).isEqualTo(Outcome.DONE);
      for (int k = 0; k < length; k++) {
        assertThat(consumer.view().getByte(k)).isEqualTo((byte) (i + k));
      }
      consumer.release(length);
      assertThat(ring.available()).isZero();
    }
  }

  @Test
  void countersMayOverflow() {
    long start = Long.MAX_VALUE - 20;
    world.memory.setLongVolatile(layout.head(), start);
    world.memory.setLongVolatile(layout.tail(), start);
    deliversBytesInOrderAroundTheRing();
    assertThat(world.memory.getLongVolatile(layout.head())).isNegative();
  }

  @Test
  void emptyRingMeetsEveryClaimUpToItsCapacity() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    for (long want = 1; want <= 64; want++) {
      assertThat(producer.claim(want, 0)).isEqualTo(Outcome.DONE);
      assertThat(producer.view().length()).isEqualTo(want);
      producer.publish(want);
      assertThat(consumer.peek(want, 0)).isEqualTo(Outcome.DONE);
      consumer.release(want);
    }
  }

  @Test
  void fullAndEmptyWouldBlock() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    assertThat(consumer.peek(1, 0)).isEqualTo(Outcome.WOULD_BLOCK);
    producer.claim(60, 0);
    producer.publish(60);
    assertThat(producer.claim(5, 0)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(producer.view().length()).isZero();
    assertThat(producer.waitForSpace(4, 0)).isEqualTo(Outcome.DONE);
    assertThat(consumer.peek(61, 0)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(consumer.view().length()).isZero();
    assertThat(consumer.waitForData(60, 0)).isEqualTo(Outcome.DONE);
    assertThat(consumer.available()).isEqualTo(60);
  }

  @Test
  void tooLargeIsToldAtOnce() {
    assertThat(producer().claim(65, Long.MAX_VALUE)).isEqualTo(Outcome.TOO_LARGE);
    assertThat(consumer().peek(65, Long.MAX_VALUE)).isEqualTo(Outcome.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void refusesNonsenseSizes(long want) {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    assertThatThrownBy(() -> producer.claim(want, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bytes=" + want);
    assertThatThrownBy(() -> consumer.peek(want, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bytes=" + want);
  }

  @Test
  void refusesNegativeTimeoutsAlsoWhenNothingHasToBeWaitedFor() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    assertThatThrownBy(() -> producer.claim(1, -5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeoutNanos=-5");
    producer.claim(2, 0);
    producer.publish(2);
    consumer.peek(1, 0);
    assertThatThrownBy(() -> consumer.peek(1, -5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToPublishWhatWasNotClaimed() {
    ByteRingProducer producer = producer();
    assertThatThrownBy(() -> producer.publish(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without a view: count=0");
    producer.claim(8, 0);
    assertThatThrownBy(() -> producer.publish(9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("count=9, granted=8");
    assertThatThrownBy(() -> producer.publish(-1)).isInstanceOf(IllegalArgumentException.class);
    producer.publish(3);
    assertThatThrownBy(() -> producer.publish(3)).isInstanceOf(IllegalStateException.class);
    assertThat(ring.available()).isEqualTo(3);
    producer.claim(8, 0);
    producer.drop();
    assertThatThrownBy(() -> producer.publish(1)).isInstanceOf(IllegalStateException.class);
    producer.claim(8, 0);
    producer.publish(0);
    assertThat(ring.available()).isEqualTo(3);
  }

  @Test
  void refusesToReleaseWhatWasNotPeekedAt() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    producer.claim(8, 0);
    producer.publish(8);
    assertThatThrownBy(() -> consumer.release(1)).isInstanceOf(IllegalStateException.class);
    consumer.peek(4, 0);
    assertThatThrownBy(() -> consumer.release(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("count=5, granted=4");
    consumer.release(4);
    assertThatThrownBy(() -> consumer.release(4)).isInstanceOf(IllegalStateException.class);
    assertThat(ring.available()).isEqualTo(4);
  }

  @Test
  void claimingAndPeekingAgainReplaces() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    producer.claim(20, 0);
    producer.view().putByte(0, (byte) 1);
    producer.claim(4, 0);
    producer.view().putByte(0, (byte) 2);
    producer.publish(4);
    consumer.peek(4, 0);
    consumer.peek(2, 0);
    assertThat(consumer.view().getByte(0)).isEqualTo((byte) 2);
    consumer.release(2);
    assertThat(consumer.available()).isEqualTo(2);
  }

  @Test
  void committedBytesAreVisibleAfterTheFlush() {
    ByteRingProducer producer = producer();
    for (int i = 0; i < 4; i++) {
      producer.claim(8, 0);
      producer.view().putLong(0, i);
      producer.commit(8);
    }
    assertThat(ring.available()).isZero();
    producer.flush();
    assertThat(ring.available()).isEqualTo(32);
    ByteRingConsumer consumer = consumer();
    for (int i = 0; i < 4; i++) {
      consumer.peek(8, 0);
      assertThat(consumer.view().getLong(0)).isEqualTo(i);
      consumer.consume(8);
    }
    assertThat(ring.available()).isEqualTo(32);
    consumer.giveBack();
    assertThat(ring.available()).isZero();
  }

  @Test
  void looksForSpaceOrBytesOnlyAfterTellingTheOtherSide() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    producer.claim(64, 0);
    producer.commit(64);
    assertThat(producer.claim(1, 0)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(ring.available()).isEqualTo(64);
    consumer.peek(64, 0);
    consumer.consume(64);
    assertThat(consumer.peek(1, 0)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(ring.available()).isZero();
  }

  @Test
  void aSecondProducerIsRefusedByName() {
    producer();
    ByteRing other = ByteRing.attach(world.participant(3), 0);
    assertThatThrownBy(other::openProducer)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has a producer already")
        .hasMessageContaining("holder=1, self=3");
    consumer();
    assertThatThrownBy(other::openConsumer)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("holder=2, self=3");
    assertThatThrownBy(this::producer)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("holder=1, self=1");
  }

  @Test
  void theRoleOfADeadProducerIsTakenOverAndItsClaimVanishes() {
    ByteRingProducer dead = producer();
    dead.claim(4, 0);
    dead.view().putInt(0, 7);
    dead.publish(4);
    dead.claim(8, 0);
    dead.view().putLong(0, 666);
    dead.commit(8);
    world.kill(1);
    ByteRingProducer next = ByteRing.attach(world.participant(3), 0).openProducer();
    next.claim(4, 0);
    next.view().putInt(0, 8);
    next.publish(4);
    ByteRingConsumer consumer = consumer();
    consumer.peek(8, 0);
    assertThat(consumer.view().getInt(0)).isEqualTo(7);
    assertThat(consumer.view().getInt(4)).isEqualTo(8);
    assertThat(consumer.available()).isEqualTo(8);
    assertThat(world.wakes).contains(layout.consumerWaiting());
  }

  @Test
  void theSuccessorOfADeadConsumerReadsAgainWhatWasNotReleased() {
    ByteRingProducer producer = producer();
    producer.claim(8, 0);
    producer.view().putLong(0, 42);
    producer.publish(8);
    ByteRingConsumer dead = consumer();
    dead.peek(8, 0);
    dead.consume(8);
    world.kill(2);
    ByteRingConsumer next = ByteRing.attach(world.participant(3), 0).openConsumer();
    assertThat(next.peek(8, 0)).isEqualTo(Outcome.DONE);
    assertThat(next.view().getLong(0)).isEqualTo(42);
  }

  @Test
  void closedHandlesRefuseEverythingAndGiveTheRoleBack() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    producer.claim(8, 0);
    producer.commit(8);
    producer.close();
    producer.close();
    assertThat(ring.available()).as("closing flushes").isEqualTo(8);
    consumer.peek(8, 0);
    consumer.consume(4);
    consumer.close();
    consumer.close();
    assertThat(ring.available()).as("closing gives back").isEqualTo(4);
    assertThatThrownBy(() -> producer.claim(1, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed handle");
    assertThatThrownBy(() -> producer.publish(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(producer::wakeupAll).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> consumer.peek(1, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> consumer.release(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(consumer::wakeupAll).isInstanceOf(IllegalStateException.class);
    ByteRing.attach(world.participant(3), 0).openProducer();
    ByteRing.attach(world.participant(4), 0).openConsumer();
  }

  @Test
  void closedIsToldAfterTheLastByte() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    producer.claim(8, 0);
    producer.commit(8);
    producer.wakeupAll();
    producer.wakeupAll();
    assertThat(ring.state()).isEqualTo(Outcome.CLOSED);
    assertThat(producer.claim(8, 0)).isEqualTo(Outcome.CLOSED);
    assertThat(producer.claim(8, Long.MAX_VALUE)).isEqualTo(Outcome.CLOSED);
    assertThat(producer.waitForSpace(8, 0)).isEqualTo(Outcome.CLOSED);
    assertThat(consumer.peek(9, 0)).isEqualTo(Outcome.CLOSED);
    assertThat(consumer.peek(8, 0)).isEqualTo(Outcome.DONE);
    consumer.release(8);
    assertThat(consumer.peek(1, Long.MAX_VALUE)).isEqualTo(Outcome.CLOSED);
  }

  @Test
  void aThirdPartyMayClose() {
    ByteRingProducer producer = producer();
    producer.claim(8, 0);
    ring.wakeupAll();
    producer.publish(8);
    assertThat(producer.claim(8, 0)).isEqualTo(Outcome.CLOSED);
    assertThat(world.wakes).contains(layout.consumerWaiting(), layout.producerWaiting());
  }

  @Test
  void dumpShowsAllWords() {
    ByteRingProducer producer = producer();
    producer.claim(8, 0);
    producer.publish(8);
    assertThat(ring.debugDump("ring "))
        .contains("ring capacity=64", "ring state=1", "ring producer=1", "ring consumer=0")
        .contains("ring head=8 at 8", "ring tail=0 at 0", "ring used=8", "ring free=56");
  }
}
