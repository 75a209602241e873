package dev.sharelock.properties.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.ByteRingConsumer;
import dev.sharelock.ring.ByteRingProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import dev.sharelock.ring.WritableRingView;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Wrong calls. Each is refused with values and a remedy, and changes nothing in memory. */
record Misuse(HeapMemory memory, ParticipantContext stranger, RingLayout layout) {

  /** Runs a wrong call. */
  static void isRefused(HeapMemory memory, ThrowingCallable call) {
    byte[] before = snapshot(memory);
    Throwable thrown = catchThrowable(call);
    assertThat(thrown)
        .isInstanceOfAny(
            IllegalArgumentException.class,
            IllegalStateException.class,
            IndexOutOfBoundsException.class);
    assertThat(thrown).hasMessageMatching("(?s).+: .*\\w+=.*; do: .+");
    assertThat(snapshot(memory)).as("memory after %s", thrown).isEqualTo(before);
  }

  private static byte[] snapshot(HeapMemory memory) {
    byte[] bytes = new byte[(int) memory.size()];
    memory.readBytes(0, bytes, 0, bytes.length);
    return bytes;
  }

  /** One of the wrong calls that can be made to a producer which has claimed some bytes, or -1. */
  void ofProducer(ByteRingProducer producer, long claimed, int which) {
    WritableRingView view = producer.view();
    long end = view.length();
    byte[] array = new byte[8];
    pick(
        which,
        () -> producer.claim(0, 0),
        () -> producer.claim(-1, 0),
        () -> producer.claim(Long.MIN_VALUE, 0),
        () -> producer.claim(1, -1),
        () -> producer.claim(Long.MAX_VALUE, Long.MIN_VALUE),
        () -> producer.waitForSpace(0, 0),
        () -> producer.waitForSpace(1, -1),
        () -> producer.commit(-1),
        () -> producer.commit(claimed + 1),
        () -> producer.publish(Long.MAX_VALUE),
        () -> producer.publish(Long.MIN_VALUE),
        () -> view.putByte(-1, (byte) 0),
        () -> view.putByte(end, (byte) 0),
        () -> view.putInt(end - 3, 0),
        () -> view.putLong(end - 7, 0),
        () -> view.putLong(Long.MAX_VALUE, 0),
        () -> view.putBytes(end - 7, array, 0, 8),
        () -> view.putBytes(0, array, 8, 1),
        () -> view.putBytes(0, array, 0, -1),
        () -> ByteRing.attach(stranger, layout.base()).openProducer(),
        () -> RingFormat.create(stranger.memory(), layout.base(), 64),
        () -> RingFormat.create(stranger.memory(), layout.base() + 8, 64),
        () -> RingFormat.create(stranger.memory(), layout.base() + 128, 1L << 20));
  }

  /**
   * One of the wrong calls that can be made to a consumer which has peeked at some bytes, or -1.
   */
  void ofConsumer(ByteRingConsumer consumer, long peeked, int which) {
    long end = consumer.view().length();
    byte[] array = new byte[8];
    pick(
        which,
        () -> consumer.peek(0, 0),
        () -> consumer.peek(-1, 0),
        () -> consumer.peek(Long.MIN_VALUE, 0),
        () -> consumer.peek(1, -1),
        () -> consumer.waitForData(0, 0),
        () -> consumer.waitForData(1, Long.MIN_VALUE),
        () -> consumer.consume(-1),
        () -> consumer.consume(peeked + 1),
        () -> consumer.release(Long.MAX_VALUE),
        () -> consumer.view().getByte(-1),
        () -> consumer.view().getByte(end),
        () -> consumer.view().getInt(end - 3),
        () -> consumer.view().getLong(end - 7),
        () -> consumer.view().getBytes(end - 7, array, 0, 8),
        () -> consumer.view().getBytes(0, array, 8, 1),
        () -> ByteRing.attach(stranger, layout.base()).openConsumer(),
        () -> ByteRing.attach(stranger, -128),
        () -> ByteRing.attach(stranger, layout.base() + 1));
  }

  private void pick(int which, ThrowingCallable... calls) {
    isRefused(memory, List.of(calls).get(which % calls.length));
  }
}
