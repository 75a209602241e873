package dev.sharelock.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Garbage in any word is told, or does no harm; nothing loops and nothing is thrown at random. */
class RingCorruptionTest {
  private final TestWorld world = new TestWorld(4096);
  private final RingLayout layout = RingFormat.create(world.memory, 0, 64);
  private final ByteRingProducer producer = ByteRing.attach(world.participant(1), 0).openProducer();
  private final ByteRingConsumer consumer = ByteRing.attach(world.participant(2), 0).openConsumer();

  private void send(int count) {
    assertThat(producer.claim(count, 0)).isEqualTo(Outcome.DONE);
    producer.publish(count);
  }

  private void receive(int count) {
    assertThat(consumer.peek(count, 0)).isEqualTo(Outcome.DONE);
    consumer.release(count);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 7, 73, 200, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE})
  void garbageInHead(long garbage) {
    send(8);
    receive(8);
    world.memory.setLongVolatile(layout.head(), garbage);
    assertThat(consumer.peek(1, 0)).isEqualTo(Outcome.CORRUPT);
    assertThat(consumer.peek(1, Deadline.NEVER)).isEqualTo(Outcome.CORRUPT);
    assertThat(consumer.waitForData(64, Deadline.NEVER)).isEqualTo(Outcome.CORRUPT);
    ByteRing ring = ByteRing.attach(world.participant(3), 0);
    assertThat(ring.available()).isBetween(0L, 64L);
    assertThat(ring.debugDump("")).contains("head=" + garbage);
    consumer.close();
    assertCorrupt(ring::openConsumer);
    world.kill(1);
    assertCorrupt(ring::openProducer);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 7, 73, 200, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE})
  void garbageInTail(long garbage) {
    send(8);
    receive(8);
    send(64);
    world.memory.setLongVolatile(layout.tail(), garbage);
    assertThat(producer.claim(1, 0)).isEqualTo(Outcome.CORRUPT);
    assertThat(producer.claim(1, Deadline.NEVER)).isEqualTo(Outcome.CORRUPT);
    assertThat(ByteRing.attach(world.participant(3), 0).available()).isBetween(0L, 64L);
    producer.close();
    assertCorrupt(() -> ByteRing.attach(world.participant(3), 0).openProducer());
    receive(64);
    assertThat(world.memory.getLongVolatile(layout.tail())).as("heals").isEqualTo(72);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, -1, Integer.MIN_VALUE})
  void garbageInState(int garbage) {
    world.memory.setIntVolatile(layout.state(), garbage);
    assertThat(producer.claim(1, 0)).isEqualTo(Outcome.CORRUPT);
    assertThat(producer.claim(1, Deadline.NEVER)).isEqualTo(Outcome.CORRUPT);
    assertThat(consumer.peek(1, 0)).isEqualTo(Outcome.CORRUPT);
    assertThat(consumer.peek(1, Deadline.NEVER)).isEqualTo(Outcome.CORRUPT);
    ByteRing ring = ByteRing.attach(world.participant(3), 0);
    assertThat(ring.state()).isEqualTo(Outcome.CORRUPT);
    ring.wakeupAll();
    assertThat(ring.state()).isEqualTo(Outcome.CORRUPT);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, -1, Integer.MIN_VALUE})
  void garbageInWaitingWordsCostsOneWakeUp(int garbage) {
    world.memory.setIntVolatile(layout.consumerWaiting(), garbage);
    world.memory.setIntVolatile(layout.producerWaiting(), garbage);
    for (int i = 0; i < 10; i++) {
      send(8);
      receive(8);
    }
    assertThat(world.wakes).containsExactly(layout.consumerWaiting(), layout.producerWaiting());
    assertThat(consumer.peek(1, 50)).isEqualTo(Outcome.TIMED_OUT);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 77, Long.MIN_VALUE})
  void garbageInRolesIsTakenForTheDead(long garbage) {
    world.memory.setLongVolatile(layout.producer(), garbage);
    world.memory.setLongVolatile(layout.consumer(), garbage);
    assertThat(consumer.peek(1, Deadline.NEVER)).isEqualTo(Outcome.PEER_DEAD);
    send(64);
    assertThat(producer.claim(1, Deadline.NEVER)).isEqualTo(Outcome.PEER_DEAD);
    ByteRing ring = ByteRing.attach(world.participant(3), 0);
    ring.openProducer().close();
    ring.openConsumer().close();
    producer.close();
    consumer.close();
  }

  @Test
  void garbageInFormat() {
    world.memory.setLongVolatile(0, 0xDEAD);
    assertCorrupt(() -> ByteRing.attach(world.participant(3), 0));
    send(8);
    receive(8);
  }

  private static void assertCorrupt(Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            SharelockException.class,
            thrown -> assertThat(thrown.outcome()).isEqualTo(Outcome.CORRUPT))
        .hasMessageContaining("=")
        .hasMessageContaining("; do: ");
  }
}
