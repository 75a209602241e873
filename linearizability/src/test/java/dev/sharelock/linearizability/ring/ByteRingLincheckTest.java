package dev.sharelock.linearizability.ring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.linearizability.Budget;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.ByteRingConsumer;
import dev.sharelock.ring.ByteRingProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import java.util.Arrays;
import java.util.Random;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The byte ring without waiting is a bounded queue of bytes. One thread produces, one consumes; the
 * sizes are chosen so that the ring is often empty, often full, and wraps around inside a message.
 */
final class ByteRingLincheckTest {
  private static final int CAPACITY = 64;

  /** What is sent. */
  private static final byte[] STREAM = new byte[1024];

  static {
    new Random(1).nextBytes(STREAM);
  }

  @Test
  void isABoundedQueueOfBytesUnderModelChecking() {
    Budget.modelChecking().sequentialSpecification(Queue.class).check(Ring.class);
  }

  @Test
  void isABoundedQueueOfBytesUnderStress() {
    Budget.stress().sequentialSpecification(Queue.class).check(Ring.class);
  }

  @Test
  void modelCheckingRejectsAPublishBeforeTheWrite() {
    assertThatThrownBy(
            () -> Budget.modelChecking().sequentialSpecification(Queue.class).check(Hasty.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  /** The ring itself. */
  @Param(name = "size", gen = IntGen.class, conf = "20:45")
  public static final class Ring {
    private final ByteRingProducer producer;
    private final ByteRingConsumer consumer;
    private int sent;

    public Ring() {
      SoloWorld world = SoloWorld.over(new HeapMemory(RingLayout.bytes(CAPACITY)));
      RingFormat.create(world.memory(), 0, CAPACITY);
      producer = ByteRing.attach(world.participant(1), 0).openProducer();
      consumer = ByteRing.attach(world.participant(2), 0).openConsumer();
    }

    @Operation(nonParallelGroup = "producer")
    public Outcome send(@Param(name = "size") int size) {
      Outcome outcome = producer.claim(size, 0);
      if (outcome == Outcome.DONE) {
        producer.view().putBytes(0, message(size), 0, size);
        producer.publish(size);
      }
      return outcome;
    }

    @Operation(nonParallelGroup = "producer")
    public Outcome close() {
      producer.wakeupAll();
      return Outcome.DONE;
    }

    @Operation(nonParallelGroup = "consumer")
    public String receive(@Param(name = "size") int size) {
      String found = peek(size);
      if (consumer.view().length() > 0) {
        consumer.release(size);
      }
      return found;
    }

    @Operation(nonParallelGroup = "consumer")
    public String peek(@Param(name = "size") int size) {
      Outcome outcome = consumer.peek(size, 0);
      return outcome == Outcome.DONE ? content(size) : outcome.name();
    }

    @Operation(nonParallelGroup = "consumer")
    public long available() {
      return consumer.available();
    }

    private byte[] message(int size) {
      byte[] message = Arrays.copyOfRange(STREAM, sent, sent + size);
      sent += size;
      return message;
    }

    private String content(int size) {
      byte[] content = new byte[size];
      consumer.view().getBytes(0, content, 0, size);
      return Arrays.toString(content);
    }
  }

  /** A producer that publishes a message and writes it afterwards. */
  @Param(name = "size", gen = IntGen.class, conf = "20:45")
  public static final class Hasty {
    private final SharedMemory memory = new HeapMemory(RingLayout.bytes(CAPACITY));
    private final ByteRingProducer producer;
    private final ByteRingConsumer consumer;
    private final RingLayout layout;
    private int sent;

    public Hasty() {
      SoloWorld world = SoloWorld.over(memory);
      layout = RingFormat.create(memory, 0, CAPACITY);
      producer = ByteRing.attach(world.participant(1), 0).openProducer();
      consumer = ByteRing.attach(world.participant(2), 0).openConsumer();
    }

    @Operation(nonParallelGroup = "producer")
    public Outcome send(@Param(name = "size") int size) {
      Outcome outcome = producer.claim(size, 0);
      if (outcome == Outcome.DONE) {
        producer.publish(size);
        for (int end = sent + size; sent < end; sent++) {
          memory.writeByte(layout.data() + sent % CAPACITY, STREAM[sent]);
        }
      }
      return outcome;
    }

    @Operation(nonParallelGroup = "consumer")
    public String receive(@Param(name = "size") int size) {
      Outcome outcome = consumer.peek(size, 0);
      if (outcome != Outcome.DONE) {
        return outcome.name();
      }
      byte[] content = new byte[size];
      consumer.view().getBytes(0, content, 0, size);
      consumer.release(size);
      return Arrays.toString(content);
    }
  }

  /** The same, sequentially. */
  public static final class Queue {
    private boolean closed;
    private int sent;
    private int received;

    public Outcome send(int size) {
      if (closed) {
        return Outcome.CLOSED;
      }
      if (available() + size > CAPACITY) {
        return Outcome.WOULD_BLOCK;
      }
      sent += size;
      return Outcome.DONE;
    }

    public Outcome close() {
      closed = true;
      return Outcome.DONE;
    }

    public String receive(int size) {
      String found = peek(size);
      received += available() >= size ? size : 0;
      return found;
    }

    public String peek(int size) {
      if (available() < size) {
        return (closed ? Outcome.CLOSED : Outcome.WOULD_BLOCK).name();
      }
      return Arrays.toString(Arrays.copyOfRange(STREAM, received, received + size));
    }

    public long available() {
      return sent - received;
    }
  }
}
