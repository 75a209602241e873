package dev.sharelock.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.testing.TestWorld;
import org.junit.jupiter.api.Test;

class RingWaitingTest {
  private static final long SLICE = 100_000_000L;

  private final TestWorld world = new TestWorld(4096);
  private final RingLayout layout = RingFormat.create(world.memory, 0, 1024);
  private final ByteRing ring = ByteRing.attach(world.participant(9), 0);

  private ByteRingProducer producer() {
    return ByteRing.attach(world.participant(1), 0).openProducer();
  }

  private ByteRingConsumer consumer() {
    return ByteRing.attach(world.participant(2), 0).openConsumer();
  }

  private static void send(ByteRingProducer producer, int count) {
    assertThat(producer.claim(count, 0)).isEqualTo(Outcome.DONE);
    producer.publish(count);
  }

  @Test
  void theConsumerIsWokenByAPublish() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    world.whileAsleep(WaitOutcome.WOKEN, () -> send(producer, 8));
    assertThat(consumer.peek(8, Deadline.NEVER)).isEqualTo(Outcome.DONE);
    assertThat(world.wakes).containsExactly(layout.consumerWaiting());
  }

  @Test
  void theProducerIsWokenByARelease() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    send(producer, 1024);
    world.whileAsleep(
        WaitOutcome.WOKEN,
        () -> {
          consumer.peek(8, 0);
          consumer.release(8);
        });
    assertThat(producer.claim(8, Deadline.NEVER)).isEqualTo(Outcome.DONE);
    assertThat(world.wakes).containsExactly(layout.producerWaiting());
  }

  @Test
  void tooFewBytesDoNotEndTheWait() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    world.whileAsleep(WaitOutcome.WOKEN, () -> send(producer, 3));
    world.whileAsleep(WaitOutcome.WOKEN, () -> send(producer, 4));
    assertThat(consumer.peek(8, 500)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.now).isEqualTo(1_500);
    assertThat(consumer.peek(7, 0)).isEqualTo(Outcome.DONE);
  }

  @Test
  void timeOutsAreKeptToTheNanosecondWhateverTheirLength() {
    ByteRingConsumer consumer = consumer();
    long fiveSeconds = 5_000_000_000L;
    assertThat(consumer.peek(1, fiveSeconds)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.now).isEqualTo(1_000 + fiveSeconds);
    assertThat(consumer.peek(1, 1L << 32)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.now).isEqualTo(1_000 + fiveSeconds + (1L << 32));
  }

  @Test
  void aCloseEndsBothWaits() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    world.whileAsleep(WaitOutcome.WOKEN, ring::wakeupAll);
    assertThat(consumer.peek(1, Deadline.NEVER)).isEqualTo(Outcome.CLOSED);
    RingFormat.erase(world.memory, 0);
    producer.close();
    consumer.close();
    RingFormat.create(world.memory, 0, 1024);
    ByteRingProducer next = producer();
    send(next, 1024);
    world.whileAsleep(WaitOutcome.WOKEN, ring::wakeupAll);
    assertThat(next.claim(1, Deadline.NEVER)).isEqualTo(Outcome.CLOSED);
  }

  @Test
  void theLastBytesOfADeadProducerComeBeforeItsDeath() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    world.whileAsleep(
        WaitOutcome.TIMED_OUT,
        () -> {
          world.now += SLICE;
          world.memory.setLongRelease(layout.head(), 8);
          world.kill(1);
        });
    assertThat(consumer.peek(8, Deadline.NEVER)).isEqualTo(Outcome.DONE);
    consumer.release(8);
    assertThat(consumer.peek(8, Deadline.NEVER)).isEqualTo(Outcome.PEER_DEAD);
    assertThat(consumer.peek(8, 5)).isEqualTo(Outcome.PEER_DEAD);
    assertThat(consumer.peek(8, 0)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(producer.view().length()).isZero();
  }

  @Test
  void aDeadConsumerIsToldToAProducerWithoutSpace() {
    ByteRingProducer producer = producer();
    consumer();
    send(producer, 1000);
    world.kill(2);
    assertThat(producer.claim(24, Deadline.NEVER)).isEqualTo(Outcome.DONE);
    producer.publish(24);
    assertThat(producer.claim(24, Deadline.NEVER)).isEqualTo(Outcome.PEER_DEAD);
    assertThat(world.now).isEqualTo(1_000 + SLICE);
  }

  @Test
  void anAbsentPeerIsNotDead() {
    ByteRingConsumer consumer = consumer();
    assertThat(consumer.peek(1, 3 * SLICE)).isEqualTo(Outcome.TIMED_OUT);
    ByteRingProducer producer = producer();
    producer.close();
    world.kill(1);
    assertThat(consumer.peek(1, 3 * SLICE)).isEqualTo(Outcome.TIMED_OUT);
  }

  @Test
  void anInterruptEndsTheWaitAndNothingIsLost() {
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    world.whileAsleep(WaitOutcome.INTERRUPTED, () -> {});
    assertThat(consumer.peek(1, Deadline.NEVER)).isEqualTo(Outcome.INTERRUPTED);
    send(producer, 1);
    assertThat(consumer.peek(1, 0)).isEqualTo(Outcome.DONE);
  }

  @Test
  void aSpinningProducerWaitsForRoomButTakesWhatItNeedsInTheEnd() {
    world.spinLimit = 300;
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    send(producer, 1024);
    world.onSpin = () -> releaseInTurns(consumer, 8, 20);
    assertThat(producer.claim(8, Deadline.NEVER)).isEqualTo(Outcome.DONE);
    assertThat(world.spins).as("an eighth of the ring").isEqualTo(16);
    producer.publish(8);
    world.onSpin = () -> {};
    for (int i = 0; i < 15; i++) {
      send(producer, 8);
    }
    world.onSpin = () -> releaseInTurns(consumer, 8, 17);
    world.spins = 16;
    assertThat(producer.claim(8, Deadline.NEVER)).isEqualTo(Outcome.DONE);
    assertThat(world.slept).isZero();
    assertThat(ring.available()).isEqualTo(1024 - 8);
  }

  private void releaseInTurns(ByteRingConsumer consumer, int bytes, int lastTurn) {
    if (world.spins <= lastTurn) {
      consumer.peek(bytes, 0);
      consumer.release(bytes);
    }
  }

  @Test
  void aConsumerThatFindsLittleGathersAsLongAsThatPays() {
    world.spinLimit = 300;
    ByteRingProducer producer = producer();
    ByteRingConsumer consumer = consumer();
    send(producer, 8);
    world.onSpin = () -> sendOnce(producer, 512);
    assertThat(consumer.peek(8, 0)).isEqualTo(Outcome.DONE);
    assertThat(world.spins).isEqualTo(256);
    assertThat(consumer.buffered()).isEqualTo(520);
    consumer.release(8);
    consumer.peek(512, 0);
    consumer.release(512);
    world.onSpin = () -> {};
    send(producer, 8);
    consumer.peek(8, 0);
    assertThat(world.spins).as("it paid, so again").isEqualTo(512);
    consumer.release(8);
    for (int i = 0; i < 16; i++) {
      send(producer, 8);
      consumer.peek(8, 0);
      consumer.release(8);
    }
    assertThat(world.spins).as("it did not pay, so not for a while").isEqualTo(512);
  }

  private void sendOnce(ByteRingProducer producer, int bytes) {
    if (world.spins == 5) {
      send(producer, bytes);
    }
  }
}
