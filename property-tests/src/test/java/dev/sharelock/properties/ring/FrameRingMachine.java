package dev.sharelock.properties.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A ring of frames and what it must do, side by side. The model is the list of all committed frames
 * and four positions in it: {@code tail <= consumed <= head <= committed}. All counters of the ring
 * are at the ends of frames, always.
 */
final class FrameRingMachine {
  private static final long STEP_LIMIT = 10_000;
  private static final int HEADER = 8;

  /** A committed frame, and where in the stream it ends. */
  private record Frame(byte[] payload, long end) {}

  private final SoloWorld world;
  private final HeapMemory heap;
  private final RingLayout layout;
  private final ByteRing observer;
  private final Random content = new Random(1);
  private final List<Frame> frames = new ArrayList<>();
  private final long origin;
  private final long capacity;
  private long participants = 1;
  private long producerNumber;
  private long consumerNumber;
  private FrameProducer producer;
  private FrameConsumer consumer;
  private int head;
  private int tail;
  private int consumed;
  private byte[] claimed;
  private boolean peeked;
  private boolean closed;

  /** Creates an empty ring whose counters have reached a certain value, a multiple of 8. */
  FrameRingMachine(int minCapacity, long origin) {
    world = SoloWorld.bounded(RingLayout.bytes(minCapacity), STEP_LIMIT);
    heap = world.boundedMemory().heap();
    layout = RingFormat.create(world.memory(), 0, minCapacity);
    heap.setLongVolatile(layout.head(), origin);
    heap.setLongVolatile(layout.tail(), origin);
    this.origin = origin;
    this.capacity = layout.capacity();
    observer = ByteRing.attach(world.participant(participants), 0);
  }

  /** Does one step on both sides and compares them. */
  void run(FrameStep step) {
    world.boundedMemory().restartSteps();
    open();
    switch (step.kind()) {
      case CLAIM -> claim(step.length(), step.timeoutNanos());
      case CLAIM_ALL_SPACE -> claim((int) Math.max(0, space() - HEADER), 0);
      case COMMIT -> commit(Integer.MAX_VALUE);
      case PUBLISH_SHORTENED -> {
        commit(step.length());
        flush();
      }
      case PUBLISH -> {
        commit(Integer.MAX_VALUE);
        flush();
      }
      case OFFER -> offer(step);
      case FLUSH -> flush();
      case DROP_CLAIM -> {
        producer.drop();
        claimed = null;
      }
      case PEEK -> peek(step.timeoutNanos());
      case CONSUME -> consume();
      case RELEASE -> {
        consume();
        giveBack();
      }
      case GIVE_BACK -> giveBack();
      case DRAIN -> drain(step.length() % 8);
      case FAILING_DRAIN -> drainWithAFailingHandler(step.length() % 8);
      case LEAVE_AS_PRODUCER -> {
        producer.close();
        assertThat(frameAt(layout.head())).isEqualTo(frames.size());
        producer = null;
        claimed = null;
      }
      case LEAVE_AS_CONSUMER -> {
        consumer.close();
        assertThat(frameAt(layout.tail())).isEqualTo(consumed);
        consumer = null;
        peeked = false;
      }
      case KILL_PRODUCER -> {
        world.kill(producerNumber);
        producer = null;
        claimed = null;
        frames.subList(frameAt(layout.head()), frames.size()).clear();
      }
      case KILL_CONSUMER -> {
        world.kill(consumerNumber);
        consumer = null;
        peeked = false;
        consumed = frameAt(layout.tail());
      }
      case CLOSE_RING -> {
        observer.wakeupAll();
        closed = true;
      }
      case MISUSE -> misuse(step.length());
    }
    compare();
  }

  private void open() {
    if (producer == null) {
      producerNumber = ++participants;
      producer = FrameProducer.open(world.participant(producerNumber), 0);
    }
    if (consumer == null) {
      consumerNumber = ++participants;
      consumer = FrameConsumer.open(world.participant(consumerNumber), 0);
    }
  }

  private long end(int count) {
    return count == 0 ? 0 : frames.get(count - 1).end();
  }

  private long space() {
    return capacity - end(frames.size()) + end(tail);
  }

  private static long total(long length) {
    return (HEADER + length + 7) / 8 * 8;
  }

  /** How many frames are before a counter, which must be between two frames. */
  private int frameAt(long counter) {
    long position = heap.getLongVolatile(counter) - origin;
    int count = 0;
    while (end(count) < position) {
      count++;
      assertThat(count).as("frames before %s", position).isLessThanOrEqualTo(frames.size());
    }
    assertThat(end(count)).as("end of a frame").isEqualTo(position);
    return count;
  }

  private void claim(int length, long timeoutNanos) {
    boolean batch = frames.size() > head;
    Outcome outcome = producer.claim(length, timeoutNanos);
    accept(outcome, length, timeoutNanos, batch);
    claimed = null;
    if (outcome == Outcome.DONE) {
      claimed = new byte[length];
      content.nextBytes(claimed);
      assertThat(producer.view().length()).isEqualTo(length);
      ViewAccess.write(producer.view(), claimed, content);
    }
  }

  private void accept(Outcome outcome, int length, long timeoutNanos, boolean batch) {
    boolean fits = total(length) <= space();
    if (total(length) > capacity) {
      assertThat(outcome).isEqualTo(Outcome.TOO_LARGE);
    } else if (closed && !(batch && fits)) {
      assertThat(outcome).isEqualTo(Outcome.CLOSED);
    } else if (closed) {
      assertThat(outcome).isIn(Outcome.CLOSED, Outcome.DONE); // the rest of a batch
    } else if (fits) {
      assertThat(outcome).isEqualTo(Outcome.DONE);
    } else {
      assertThat(outcome).isEqualTo(timeoutNanos == 0 ? Outcome.WOULD_BLOCK : Outcome.TIMED_OUT);
    }
  }

  private void commit(int limit) {
    if (claimed == null) {
      Misuse.isRefused(heap, limit % 2 == 0 ? () -> producer.commit(0) : () -> producer.commit());
      return;
    }
    if (limit >= claimed.length) {
      producer.commit();
      append(claimed);
    } else {
      producer.commit(limit);
      append(Arrays.copyOf(claimed, limit));
    }
    claimed = null;
  }

  private void append(byte[] payload) {
    frames.add(new Frame(payload, end(frames.size()) + total(payload.length)));
  }

  private void flush() {
    producer.flush();
    assertThat(frameAt(layout.head())).isEqualTo(frames.size());
  }

  private void offer(FrameStep step) {
    byte[] payload = new byte[Math.min(step.length(), 400)];
    content.nextBytes(payload);
    boolean batch = frames.size() > head;
    Outcome outcome = producer.offer(payload, 0, payload.length, step.timeoutNanos());
    accept(outcome, payload.length, step.timeoutNanos(), batch);
    claimed = null;
    if (outcome == Outcome.DONE) {
      append(payload);
      assertThat(frameAt(layout.head())).isEqualTo(frames.size());
    }
  }

  private void peek(long timeoutNanos) {
    Outcome outcome = consumer.peek(timeoutNanos);
    peeked = outcome == Outcome.DONE;
    if (consumed < head) {
      assertThat(outcome).isEqualTo(Outcome.DONE);
      assertThat(ViewAccess.read(consumer.view(), content))
          .isEqualTo(frames.get(consumed).payload());
    } else if (closed) {
      assertThat(outcome).isEqualTo(Outcome.CLOSED);
    } else {
      assertThat(outcome).isEqualTo(timeoutNanos == 0 ? Outcome.WOULD_BLOCK : Outcome.TIMED_OUT);
    }
  }

  private void consume() {
    if (!peeked) {
      Misuse.isRefused(heap, () -> consumer.consume());
      return;
    }
    consumer.consume();
    consumed++;
    peeked = false;
  }

  private void giveBack() {
    consumer.giveBack();
    assertThat(frameAt(layout.tail())).isEqualTo(consumed);
  }

  private void drain(int limit) {
    int before = consumed;
    int handled =
        consumer.drain(
            view -> {
              byte[] expected = frames.get(consumed).payload();
              assertThat(ViewAccess.read(view, content)).isEqualTo(expected);
              consumed++;
            },
            limit);
    assertThat(handled).isEqualTo(Math.min(limit, head - before));
    assertThat(consumed - before).isEqualTo(handled);
    assertThat(frameAt(layout.tail())).isEqualTo(consumed);
    peeked = peeked && limit == 0;
  }

  private void drainWithAFailingHandler(int failing) {
    if (head - consumed <= failing) {
      drain(failing);
      return;
    }
    int[] handled = {0};
    assertThatThrownBy(
            () ->
                consumer.drain(
                    view -> {
                      if (handled[0] == failing) {
                        throw new UnsupportedOperationException("not this one");
                      }
                      handled[0]++;
                    },
                    Integer.MAX_VALUE))
        .hasMessage("not this one");
    consumed += failing;
    assertThat(frameAt(layout.tail())).isEqualTo(consumed);
    peek(0);
  }

  private void misuse(int which) {
    long end = Math.max(0, producer.view().length());
    byte[] array = new byte[8];
    int longer = claimed == null ? 0 : claimed.length + 1;
    var calls =
        List.<ThrowingCallable>of(
            () -> producer.claim(-1, 0),
            () -> producer.claim(Integer.MIN_VALUE, 0),
            () -> producer.claim(1, -1),
            () -> producer.commit(-1),
            () -> producer.commit(longer),
            () -> producer.publish(Integer.MAX_VALUE),
            () -> producer.view().putByte(end, (byte) 0),
            () -> producer.view().putByte(-1, (byte) 0),
            () -> producer.view().putBytes(end, array, 0, 1),
            () -> consumer.peek(-1),
            () -> consumer.peek(Long.MIN_VALUE),
            () -> consumer.view().getByte(-1),
            () -> consumer.view().getByte(consumer.view().length()),
            () -> FrameProducer.open(world.participant(++participants), 0),
            () -> FrameConsumer.open(world.participant(++participants), 0));
    Misuse.isRefused(heap, calls.get(which % calls.size()));
  }

  private void compare() {
    int newHead = frameAt(layout.head());
    int newTail = frameAt(layout.tail());
    int oldHead = Math.min(head, frames.size());
    assertThat(newHead).as("head").isBetween(oldHead, frames.size());
    assertThat(newTail).as("tail").isBetween(tail, consumed);
    head = newHead;
    tail = newTail;
    assertThat(observer.available()).isEqualTo(end(head) - end(tail));
    assertThat(observer.available()).isBetween(0L, capacity);
  }
}
