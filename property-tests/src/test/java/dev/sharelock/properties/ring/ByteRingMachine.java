package dev.sharelock.properties.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.ByteRingConsumer;
import dev.sharelock.ring.ByteRingProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import java.util.Random;

/**
 * A byte ring and what it must do, side by side. The model is the stream of all committed bytes and
 * four positions in it: {@code tail <= consumed <= head <= committed}.
 *
 * <p>The ring may publish committed bytes and give back consumed bytes earlier than it was asked
 * to; therefore head and tail are taken from the memory after each step, within what is allowed.
 */
final class ByteRingMachine {
  private static final long STEP_LIMIT = 10_000;
  private static final long SLICE_NANOS = 100_000_000L;

  private final SoloWorld world;
  private final HeapMemory heap;
  private final RingLayout layout;
  private final ByteRing observer;
  private final ByteStream stream = new ByteStream();
  private final Random content = new Random(1);

  /** What the counters were at the beginning; positions in the stream count from there. */
  private final long origin;

  private final long capacity;
  private long participants = 1;
  private long producerNumber;
  private long consumerNumber;
  private ByteRingProducer producer;
  private ByteRingConsumer consumer;
  private int head;
  private int tail;
  private int consumed;
  private long claimed = -1;
  private long peeked = -1;
  private byte[] written = new byte[0];
  private boolean closed;

  /** Creates an empty ring whose counters have reached a certain value. */
  ByteRingMachine(int minCapacity, long base, long origin) {
    world = SoloWorld.bounded(base + RingLayout.bytes(minCapacity), STEP_LIMIT);
    heap = world.boundedMemory().heap();
    layout = RingFormat.create(world.memory(), base, minCapacity);
    heap.setLongVolatile(layout.head(), origin);
    heap.setLongVolatile(layout.tail(), origin);
    this.origin = origin;
    this.capacity = layout.capacity();
    observer = ByteRing.attach(world.participant(participants), base);
  }

  /** Does one step on both sides and compares them. */
  void run(ByteStep step) {
    world.boundedMemory().restartSteps();
    open();
    switch (step.kind()) {
      case CLAIM -> claim(step.fitted(capacity - stream.length() + tail));
      case COMMIT -> commit(step.size());
      case PUBLISH -> {
        commit(step.size());
        producer.flush();
        assertThat(heap.getLongVolatile(layout.head()) - origin).isEqualTo(stream.length());
      }
      case FLUSH -> {
        producer.flush();
        assertThat(heap.getLongVolatile(layout.head()) - origin).isEqualTo(stream.length());
      }
      case DROP_CLAIM -> {
        producer.drop();
        claimed = -1;
      }
      case PEEK -> peek(step.fitted(head - consumed));
      case CONSUME -> consume(step.size());
      case RELEASE -> {
        consume(step.size());
        consumer.giveBack();
        assertThat(heap.getLongVolatile(layout.tail()) - origin).isEqualTo(consumed);
      }
      case GIVE_BACK -> {
        consumer.giveBack();
        assertThat(heap.getLongVolatile(layout.tail()) - origin).isEqualTo(consumed);
      }
      case DROP_PEEK -> {
        consumer.drop();
        peeked = -1;
      }
      case WAIT_FOR_SPACE -> waitForSpace(step.fitted(capacity - stream.length() + tail));
      case WAIT_FOR_DATA -> waitForData(step.fitted(head - consumed));
      case LEAVE_AS_PRODUCER -> leaveAsProducer();
      case LEAVE_AS_CONSUMER -> leaveAsConsumer();
      case KILL_PRODUCER -> killProducer();
      case KILL_CONSUMER -> killConsumer();
      case CLOSE_RING -> {
        observer.wakeupAll();
        closed = true;
      }
      case MISUSE -> misuse(step.size());
    }
    compare();
  }

  private void open() {
    if (producer == null) {
      producerNumber = ++participants;
      producer = ByteRing.attach(world.participant(producerNumber), layout.base()).openProducer();
    }
    if (consumer == null) {
      consumerNumber = ++participants;
      consumer = ByteRing.attach(world.participant(consumerNumber), layout.base()).openConsumer();
    }
  }

  private void claim(ByteStep step) {
    boolean batch = stream.length() > head;
    long start = world.clock().now();
    Outcome outcome = producer.claim(step.size(), step.timeoutNanos());
    if (closed && batch && outcome == Outcome.DONE) {
      assertThat(spaceFor(step.size())).isTrue(); // a batch may be completed after a close
    } else {
      assertThat(outcome).isEqualTo(expectedOfProducer(step));
    }
    checkTime(outcome, start, step);
    claimed = outcome == Outcome.DONE ? step.size() : -1;
    if (outcome == Outcome.DONE) {
      written = new byte[step.size()];
      content.nextBytes(written);
      ViewAccess.write(producer.view(), written, content);
    }
  }

  private boolean spaceFor(int size) {
    return stream.length() + (long) size - tail <= capacity;
  }

  private Outcome expectedOfProducer(ByteStep step) {
    if (step.size() > capacity) {
      return Outcome.TOO_LARGE;
    }
    if (closed) {
      return Outcome.CLOSED;
    }
    if (spaceFor(step.size())) {
      return Outcome.DONE;
    }
    return step.timeoutNanos() == 0 ? Outcome.WOULD_BLOCK : Outcome.TIMED_OUT;
  }

  private void waitForSpace(ByteStep step) {
    long start = world.clock().now();
    Outcome outcome = producer.waitForSpace(step.size(), step.timeoutNanos());
    assertThat(outcome).isEqualTo(expectedOfProducer(step));
    checkTime(outcome, start, step);
    claimed = -1;
  }

  private void commit(int size) {
    if (claimed < 0) {
      Misuse.isRefused(heap, () -> producer.commit(size));
      return;
    }
    int count = (int) Math.min(size, claimed);
    producer.commit(count);
    stream.append(written, count);
    claimed = -1;
  }

  private void peek(ByteStep step) {
    long start = world.clock().now();
    int visible = visible();
    Outcome outcome = consumer.peek(step.size(), step.timeoutNanos());
    assertThat(outcome).isEqualTo(expectedOfConsumer(step, visible));
    checkTime(outcome, start, step);
    peeked = outcome == Outcome.DONE ? step.size() : -1;
    if (outcome == Outcome.DONE) {
      byte[] expected = stream.range(consumed, step.size());
      assertThat(ViewAccess.read(consumer.view(), content)).isEqualTo(expected);
    }
  }

  private int visible() {
    return (int) (heap.getLongVolatile(layout.head()) - origin);
  }

  private Outcome expectedOfConsumer(ByteStep step, int visible) {
    if (step.size() > capacity) {
      return Outcome.TOO_LARGE;
    }
    if (visible - consumed >= step.size()) {
      return Outcome.DONE;
    }
    if (closed) {
      return Outcome.CLOSED;
    }
    return step.timeoutNanos() == 0 ? Outcome.WOULD_BLOCK : Outcome.TIMED_OUT;
  }

  private void waitForData(ByteStep step) {
    long start = world.clock().now();
    Outcome outcome = consumer.waitForData(step.size(), step.timeoutNanos());
    assertThat(outcome).isEqualTo(expectedOfConsumer(step, visible()));
    checkTime(outcome, start, step);
    peeked = -1;
  }

  private void consume(int size) {
    if (peeked < 0) {
      Misuse.isRefused(heap, () -> consumer.consume(size));
      return;
    }
    int count = (int) Math.min(size, peeked);
    consumer.consume(count);
    consumed += count;
    peeked = -1;
  }

  /** A wait ends at its deadline, neither before nor after; all else takes no time here. */
  private void checkTime(Outcome outcome, long start, ByteStep step) {
    long end = outcome == Outcome.TIMED_OUT ? start + step.timeoutNanos() : start;
    assertThat(world.clock().now()).isEqualTo(end);
  }

  private void leaveAsProducer() {
    producer.close();
    assertThat(visible()).isEqualTo(stream.length());
    producer = null;
    claimed = -1;
  }

  private void leaveAsConsumer() {
    consumer.close();
    assertThat(heap.getLongVolatile(layout.tail()) - origin).isEqualTo(consumed);
    consumer = null;
    peeked = -1;
  }

  /** What was not published vanishes; the consumer is told when it waits for more. */
  private void killProducer() {
    world.kill(producerNumber);
    producer = null;
    claimed = -1;
    stream.truncate(visible());
    long start = world.clock().now();
    int more = visible() - consumed + 1;
    Outcome outcome = consumer.peek(more, SLICE_NANOS * 10);
    boolean tooLarge = more > capacity;
    assertThat(outcome)
        .isEqualTo(tooLarge ? Outcome.TOO_LARGE : closed ? Outcome.CLOSED : Outcome.PEER_DEAD);
    assertThat(world.clock().now() - start).isLessThanOrEqualTo(SLICE_NANOS);
    peeked = -1;
  }

  /** What was not given back is delivered again; the producer is told when it waits for space. */
  private void killConsumer() {
    world.kill(consumerNumber);
    consumer = null;
    peeked = -1;
    consumed = (int) (heap.getLongVolatile(layout.tail()) - origin);
    long start = world.clock().now();
    Outcome outcome = producer.claim(capacity, SLICE_NANOS * 10);
    boolean empty = stream.length() == consumed;
    assertThat(outcome)
        .isEqualTo(closed ? Outcome.CLOSED : empty ? Outcome.DONE : Outcome.PEER_DEAD);
    assertThat(world.clock().now() - start).isLessThanOrEqualTo(SLICE_NANOS);
    producer.drop();
    claimed = -1;
  }

  private void misuse(int which) {
    Misuse misuse = new Misuse(heap, world.participant(++participants), layout);
    misuse.ofProducer(producer, claimed, which);
    misuse.ofConsumer(consumer, peeked, which);
  }

  private void compare() {
    int newHead = visible();
    int newTail = (int) (heap.getLongVolatile(layout.tail()) - origin);
    assertThat(newHead).as("head").isBetween(Math.min(head, stream.length()), stream.length());
    assertThat(newTail).as("tail").isBetween(tail, consumed);
    head = newHead;
    tail = newTail;
    assertThat(head - tail).as("R1: used").isBetween(0, (int) capacity);
    assertThat(observer.available()).as("available").isEqualTo(head - tail);
    assertThat(observer.state()).isEqualTo(closed ? Outcome.CLOSED : Outcome.DONE);
    assertThat(content(tail, head - tail))
        .as("R3: bytes")
        .isEqualTo(stream.range(tail, head - tail));
    if (consumer != null) {
      assertThat(consumer.available()).isEqualTo(head - consumed);
      assertThat(consumer.view().length()).isEqualTo(Math.max(0, peeked));
    }
    if (producer != null) {
      assertThat(producer.view().length()).isEqualTo(Math.max(0, claimed));
    }
  }

  /** The bytes of the ring themselves, by the definition of the layout. */
  private byte[] content(int from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      long position = origin + from + i;
      bytes[i] = heap.readByte(layout.data() + Math.floorMod(position, capacity));
    }
    return bytes;
  }
}
