package dev.sharelock.properties.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.ByteRingConsumer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Nothing in shared memory is trusted: a corrupt ring is a result, not a crash or a loop. */
final class CorruptionProperties {

  /** A word and what it holds after the accident. */
  record Accident(int word, long value) {}

  @Property
  void anyCorruptWordsLeadToDocumentedResults(
      @ForAll @IntRange(min = 1, max = 300) int minCapacity,
      @ForAll @IntRange(max = 40) int frames,
      @ForAll("accidents") List<Accident> accidents,
      @ForAll boolean waiting) {
    CorruptRing ring = new CorruptRing(minCapacity);
    ring.warmUp(frames);
    List<String> words = ring.fields().words();
    for (Accident accident : accidents) {
      ring.corrupt(words.get(accident.word() % words.size()), accident.value());
    }
    ring.useInEveryWay(waiting ? 1_000_000 : 0);
  }

  @Property
  void anyCorruptDataLeadsToDocumentedResults(
      @ForAll @IntRange(min = 1, max = 300) int minCapacity,
      @ForAll @IntRange(max = 40) int frames,
      @ForAll byte[] data) {
    CorruptRing ring = new CorruptRing(minCapacity);
    ring.warmUp(frames);
    HeapMemory heap = ring.heap();
    long start = ring.fields().offset("ring.data");
    int length = (int) Math.min(data.length, ring.fields().length("ring.data"));
    heap.writeBytes(start, data, 0, length);
    ring.useInEveryWay(0);
  }

  @Example
  void everySingleCorruptByteOfAFrameHeaderIsDetected() {
    for (int index = 0; index < Long.BYTES; index++) {
      for (int value = 0; value < 256; value++) {
        CorruptRing ring = new CorruptRing(64);
        ring.warmUp(2); // the second one is still there, with 1 byte
        long header = ring.fields().offset("ring.data") + 8;
        byte old = ring.heap().readByte(header + index);
        ring.heap().writeByte(header + index, (byte) value);
        byte[] before = ring.snapshot();
        assertThat(ring.peek())
            .as("byte %s of the header is %s instead of %s", index, (byte) value, old)
            .isEqualTo(old == (byte) value ? Outcome.DONE : Outcome.CORRUPT);
        assertThat(ring.snapshot()).isEqualTo(before);
      }
    }
  }

  @Property
  void aHeadThatCannotBeIsReportedAndNothingIsTouched(
      @ForAll @IntRange(max = 40) int frames, @ForAll("counters") long head) {
    CorruptRing ring = new CorruptRing(128);
    ring.warmUp(frames);
    ring.empty();
    long added = head - ring.heap().getLongVolatile(ring.fields().offset("ring.head"));
    ring.corrupt("ring.head", head);
    byte[] before = ring.snapshot();
    if (added == 0) {
      assertThat(ring.peek()).isEqualTo(Outcome.WOULD_BLOCK);
    } else if (added < 0 || added > 128 || added % 8 != 0) {
      assertThat(ring.peek()).isEqualTo(Outcome.CORRUPT);
    } else {
      assertThat(ring.peek()).isIn(Outcome.DONE, Outcome.CORRUPT); // old frames may lie there
    }
    assertThat(ring.snapshot()).isEqualTo(before);
  }

  @Property
  void aTailThatCannotBeIsReportedAndNothingIsTouched(
      @ForAll @IntRange(max = 40) int frames, @ForAll("counters") long tail) {
    CorruptRing ring = new CorruptRing(128);
    ring.warmUp(frames);
    ring.fill();
    long freed = tail - ring.heap().getLongVolatile(ring.fields().offset("ring.tail"));
    ring.corrupt("ring.tail", tail);
    byte[] before = ring.snapshot();
    if (freed < 0 || freed > 128) {
      assertThat(ring.claim(120)).isEqualTo(Outcome.CORRUPT);
    } else {
      assertThat(ring.claim(120)).isEqualTo(freed == 128 ? Outcome.DONE : Outcome.WOULD_BLOCK);
    }
    assertThat(ring.snapshot()).isEqualTo(before);
  }

  @Property
  void aFalseLengthIsReportedUnlessItsBytesArePublished(
      @ForAll @IntRange(min = 1, max = 6) int frames, @ForAll("lengths") int length) {
    CorruptRing ring = new CorruptRing(64);
    ring.fill();
    ring.empty();
    for (int i = 0; i < frames; i++) {
      ring.claim(0);
      ring.publish();
    }
    long header = (length & 0xffff_ffffL) | (long) ~length << 32;
    ring.corrupt("ring.data", header); // the counters are multiples of 64, so it is the first one
    boolean published = length >= 0 && (length + 15L) / 8 * 8 <= frames * 8L;
    assertThat(ring.peek()).isEqualTo(published ? Outcome.DONE : Outcome.CORRUPT);
  }

  @Property
  void aHeadThatGoesBackIsReported(
      @ForAll @IntRange(min = 1, max = 63) int published, @ForAll @IntRange(max = 63) int back) {
    SoloWorld world = SoloWorld.bounded(RingLayout.bytes(64), 1_000);
    RingLayout layout = RingFormat.create(world.memory(), 0, 64);
    ByteRingConsumer consumer = ByteRing.attach(world.participant(1), 0).openConsumer();
    world.memory().setLongRelease(layout.head(), published);
    assertThat(consumer.peek(published + 1, 0)).isEqualTo(Outcome.WOULD_BLOCK);
    world.memory().setLongRelease(layout.head(), published - back);
    assertThat(consumer.peek(published + 1, 0))
        .isEqualTo(back == 0 ? Outcome.WOULD_BLOCK : Outcome.CORRUPT);
  }

  @Property
  void aStateThatIsNoneIsReported(@ForAll int state) {
    CorruptRing ring = new CorruptRing(64);
    ring.corrupt("ring.state", state);
    Outcome expected =
        switch (state) {
          case 1 -> Outcome.DONE;
          case 2 -> Outcome.CLOSED;
          default -> Outcome.CORRUPT;
        };
    assertThat(ring.observer().state()).isEqualTo(expected);
    assertThat(ring.claim(8)).isEqualTo(expected);
    assertThat(ring.peek()).isEqualTo(state == 1 ? Outcome.WOULD_BLOCK : expected);
  }

  @Property
  void nobodyOpensARingWhoseCountersContradictEachOther(
      @ForAll("counters") long head, @ForAll("counters") long tail) {
    SoloWorld world = SoloWorld.bounded(RingLayout.bytes(64), 1_000);
    RingLayout layout = RingFormat.create(world.memory(), 0, 64);
    world.memory().setLongRelease(layout.head(), head);
    world.memory().setLongRelease(layout.tail(), tail);
    boolean sound = head - tail >= 0 && head - tail <= 64;
    ByteRing ring = ByteRing.attach(world.participant(1), 0);
    for (ThrowingCallable open :
        List.<ThrowingCallable>of(ring::openProducer, ring::openConsumer)) {
      Throwable thrown = catchThrowable(open);
      if (sound) {
        assertThat(thrown).isNull();
      } else {
        assertThat(thrown)
            .isInstanceOf(SharelockException.class)
            .hasMessageContaining("head=" + head)
            .hasMessageContaining("tail=" + tail);
        assertThat(((SharelockException) thrown).outcome()).isEqualTo(Outcome.CORRUPT);
        assertThat(catchThrowable(open)).as("the role was given back").hasSameClassAs(thrown);
      }
    }
  }

  @Example
  void everySingleCorruptByteOfTheFormatIsRefusedOrHarmless() {
    for (int index = 0; index < Long.BYTES; index++) {
      for (int value = 0; value < 256; value++) {
        HeapMemory memory = new HeapMemory(RingLayout.bytes(256));
        RingFormat.create(memory, 0, 64);
        memory.writeByte(index, (byte) value);
        try {
          RingLayout layout = RingFormat.attach(memory, 0);
          assertThat(RingLayout.bytes(layout.capacity())).isLessThanOrEqualTo(memory.size());
        } catch (SharelockException e) {
          assertThat(e.outcome()).isEqualTo(Outcome.CORRUPT);
          assertThat(e).hasMessageContaining("format=0x").hasMessageContaining("; do: ");
        }
      }
    }
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Arbitraries.oneOf(
        Arbitraries.integers(),
        Arbitraries.integers().between(0, 64),
        Arbitraries.of(Integer.MAX_VALUE, Integer.MAX_VALUE - 7, Integer.MIN_VALUE));
  }

  @Provide
  Arbitrary<Long> counters() {
    return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(-200, 1200));
  }

  /** One word or several; values at the edges, near the right ones, and any. */
  @Provide
  Arbitrary<List<Accident>> accidents() {
    Arbitrary<Long> values =
        Arbitraries.oneOf(
            Arbitraries.longs(),
            Arbitraries.longs().between(-300, 600),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 7, 1L << 32));
    return Combinators.combine(Arbitraries.integers().between(0, 20), values)
        .as(Accident::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }
}
