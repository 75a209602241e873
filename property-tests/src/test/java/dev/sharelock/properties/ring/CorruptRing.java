package dev.sharelock.properties.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.properties.FieldList;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import java.util.function.Supplier;

/**
 * A ring of frames between two walls of other data, whose words somebody has overwritten. Whatever
 * is done then must come to an end, with a documented result, and leave the walls alone.
 */
final class CorruptRing {
  private static final long STEP_LIMIT = 20_000;
  private static final long WALL = 512;
  private static final byte BRICK = (byte) 0xA5;

  private final SoloWorld world;
  private final HeapMemory heap;
  private final RingLayout layout;
  private final FieldList fields = new FieldList();
  private FrameProducer producer;
  private FrameConsumer consumer;
  private long participants;

  CorruptRing(int minCapacity) {
    long bytes = RingLayout.bytes(minCapacity);
    world = SoloWorld.bounded(WALL + bytes + WALL, STEP_LIMIT);
    heap = world.boundedMemory().heap();
    heap.fillBytes(0, WALL, BRICK);
    heap.fillBytes(WALL + bytes, WALL, BRICK);
    layout = RingFormat.create(world.memory(), WALL, minCapacity);
    layout.describe("ring", fields);
    producer = FrameProducer.open(world.participant(++participants), WALL);
    consumer = FrameConsumer.open(world.participant(++participants), WALL);
  }

  FieldList fields() {
    return fields;
  }

  HeapMemory heap() {
    return heap;
  }

  /** Sends and receives some frames, so that the words have values. */
  void warmUp(int frames) {
    for (int i = 0; i < frames; i++) {
      world.boundedMemory().restartSteps();
      producer.offer(new byte[i % 20], 0, i % 20, 0);
      if (i % 3 == 0 && consumer.peek(0) == Outcome.DONE) {
        consumer.release();
      }
    }
  }

  /** Receives all that is there. */
  void empty() {
    while (consumer.peek(0) == Outcome.DONE) {
      consumer.release();
    }
  }

  /** Sends until not even an empty frame fits. */
  void fill() {
    while (producer.offer(new byte[0], 0, 0, 0) == Outcome.DONE) {
      world.boundedMemory().restartSteps();
    }
  }

  /** Overwrites a word, or the first 8 bytes of the data. */
  void corrupt(String field, long value) {
    if (fields.length(field) == Integer.BYTES) {
      heap.setIntVolatile(fields.offset(field), (int) value);
    } else {
      heap.setLongVolatile(fields.offset(field), value);
    }
  }

  /** Everything that can be done to a ring, by those who are there and by newcomers. */
  void useInEveryWay(long timeoutNanos) {
    attempt(() -> producer.offer(new byte[16], 0, 16, timeoutNanos));
    attempt(() -> producer.claim(0, 0));
    attempt(() -> consumer.peek(timeoutNanos));
    attempt(() -> consumer.drain(frame -> frame.length(), 100));
    attempt(() -> observer().available());
    attempt(() -> observer().state());
    attempt(() -> observer().debugDump(""));
    attempt(
        () -> {
          producer.close();
          producer = FrameProducer.open(world.participant(++participants), layout.base());
          return producer.offer(new byte[8], 0, 8, timeoutNanos);
        });
    attempt(
        () -> {
          consumer.close();
          consumer = FrameConsumer.open(world.participant(++participants), layout.base());
          return consumer.peek(timeoutNanos);
        });
    attempt(
        () -> {
          observer().wakeupAll();
          return consumer.peek(timeoutNanos);
        });
    attempt(() -> RingFormat.isReady(world.memory(), layout.base()));
  }

  /** A third party. */
  ByteRing observer() {
    return ByteRing.attach(world.participant(++participants), layout.base());
  }

  /** Runs an operation; it must end, and may refuse, but only in the documented ways. */
  private void attempt(Supplier<Object> operation) {
    world.boundedMemory().restartSteps();
    try {
      Object result = operation.get();
      assertThat(result).isNotNull();
    } catch (SharelockException e) {
      assertThat(e.outcome()).isIn(Outcome.CORRUPT, Outcome.WOULD_BLOCK);
      assertThat(e).hasMessageMatching("(?s).+: .*\\w+=.*; do: .+");
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageMatching("(?s).+(already|closed handle): .*\\w+=.*; do: .+");
    }
    wallsStand();
  }

  private void wallsStand() {
    for (long i = 0; i < WALL; i++) {
      assertThat(heap.readByte(i)).isEqualTo(BRICK);
      assertThat(heap.readByte(heap.size() - 1 - i)).isEqualTo(BRICK);
    }
  }

  /** What the consumer finds, without waiting. */
  Outcome peek() {
    world.boundedMemory().restartSteps();
    return consumer.peek(0);
  }

  /** What the producer finds, without waiting. */
  Outcome claim(int length) {
    world.boundedMemory().restartSteps();
    return producer.claim(length, 0);
  }

  /** Publishes what was claimed. */
  void publish() {
    producer.publish();
  }

  /** All bytes. */
  byte[] snapshot() {
    byte[] bytes = new byte[(int) heap.size()];
    heap.readBytes(0, bytes, 0, bytes.length);
    return bytes;
  }
}
