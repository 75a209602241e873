package dev.sharelock.linearizability.ring;

import dev.sharelock.Outcome;
import dev.sharelock.linearizability.Budget;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** The frame ring without waiting is a queue of messages, bounded by the bytes that they take. */
final class FrameRingLincheckTest {
  private static final int CAPACITY = 64;

  @Test
  void isABoundedQueueOfFramesUnderModelChecking() {
    Budget.modelChecking().sequentialSpecification(Queue.class).check(Ring.class);
  }

  @Test
  void isABoundedQueueOfFramesUnderStress() {
    Budget.stress().sequentialSpecification(Queue.class).check(Ring.class);
  }

  /** Its payload: as many bytes as it is long, all with the number of the frame. */
  private static byte[] payload(int length, int number) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) number);
    return bytes;
  }

  /** The ring itself; a length may be 0, and may be too large for the ring. */
  @Param(name = "length", gen = IntGen.class, conf = "0:57")
  public static final class Ring {
    private final FrameProducer producer;
    private final FrameConsumer consumer;
    private int number;

    public Ring() {
      SoloWorld world = SoloWorld.over(new HeapMemory(RingLayout.bytes(CAPACITY)));
      RingFormat.create(world.memory(), 0, CAPACITY);
      producer = FrameProducer.open(world.participant(1), 0);
      consumer = FrameConsumer.open(world.participant(2), 0);
    }

    @Operation(nonParallelGroup = "producer")
    public Outcome offer(@Param(name = "length") int length) {
      number++;
      return producer.offer(payload(length, number), 0, length, 0);
    }

    @Operation(nonParallelGroup = "producer")
    public Outcome close() {
      producer.wakeupAll();
      return Outcome.DONE;
    }

    @Operation(nonParallelGroup = "consumer")
    public String peek() {
      Outcome outcome = consumer.peek(0);
      if (outcome != Outcome.DONE) {
        return outcome.name();
      }
      byte[] content = new byte[(int) consumer.view().length()];
      consumer.view().getBytes(0, content, 0, content.length);
      return Arrays.toString(content);
    }

    @Operation(nonParallelGroup = "consumer")
    public String poll() {
      String found = peek();
      if (found.startsWith("[")) {
        consumer.release();
      }
      return found;
    }

    @Operation(nonParallelGroup = "consumer")
    public String drain() {
      StringBuilder found = new StringBuilder();
      int count = consumer.drain(frame -> found.append(frame.length()).append(' '), 1);
      return count + ": " + found;
    }
  }

  /** The same, sequentially. */
  public static final class Queue {
    private static final int HEADER = 8;
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private boolean closed;
    private int number;

    public Outcome offer(int length) {
      number++;
      if (total(length) > CAPACITY) {
        return Outcome.TOO_LARGE;
      }
      if (closed) {
        return Outcome.CLOSED;
      }
      int used = frames.stream().mapToInt(frame -> total(frame.length)).sum();
      if (used + total(length) > CAPACITY) {
        return Outcome.WOULD_BLOCK;
      }
      frames.add(payload(length, number));
      return Outcome.DONE;
    }

    private static int total(int length) {
      return HEADER + (length + HEADER - 1) / HEADER * HEADER;
    }

    public Outcome close() {
      closed = true;
      return Outcome.DONE;
    }

    public String peek() {
      if (frames.isEmpty()) {
        return (closed ? Outcome.CLOSED : Outcome.WOULD_BLOCK).name();
      }
      return Arrays.toString(frames.peek());
    }

    public String poll() {
      String found = peek();
      frames.poll();
      return found;
    }

    public String drain() {
      byte[] frame = frames.poll();
      return frame == null ? "0: " : "1: " + frame.length + " ";
    }
  }
}
