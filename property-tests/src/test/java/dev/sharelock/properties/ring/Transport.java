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
import java.util.List;
import java.util.Random;

/** What all rings of bytes offer, ours and the broken ones; nothing waits. */
interface Transport {
  boolean claim(int want);

  /** Writes the claimed bytes. */
  void write(byte[] content);

  void publish(int count);

  boolean peek(int want);

  /** Reads the bytes peeked at. */
  byte[] read();

  void release(int count);

  /**
   * Sizes on both sides.
   *
   * @param claim how much is claimed
   * @param publish how much of it is published, at the most
   * @param peek how much is looked at, and released
   */
  record Transfer(int claim, int publish, int peek) {}

  /** Our ring. */
  static Transport ring(int minCapacity) {
    SoloWorld world = SoloWorld.over(new HeapMemory(RingLayout.bytes(minCapacity)));
    RingFormat.create(world.memory(), 0, minCapacity);
    ByteRingProducer producer = ByteRing.attach(world.participant(1), 0).openProducer();
    ByteRingConsumer consumer = ByteRing.attach(world.participant(2), 0).openConsumer();
    return new Transport() {
      @Override
      public boolean claim(int want) {
        return producer.claim(want, 0) == Outcome.DONE;
      }

      @Override
      public void write(byte[] content) {
        producer.view().putBytes(0, content, 0, content.length);
      }

      @Override
      public void publish(int count) {
        producer.publish(count);
      }

      @Override
      public boolean peek(int want) {
        return consumer.peek(want, 0) == Outcome.DONE;
      }

      @Override
      public byte[] read() {
        byte[] content = new byte[(int) consumer.view().length()];
        consumer.view().getBytes(0, content, 0, content.length);
        return content;
      }

      @Override
      public void release(int count) {
        consumer.release(count);
      }
    };
  }

  /**
   * The bytes consumed are a prefix of the bytes published, whatever the sizes (R2). What cannot be
   * done now is left out.
   */
  default void carriesAPrefix(List<Transfer> transfers) {
    Random random = new Random(7);
    ByteStream published = new ByteStream();
    int consumed = 0;
    for (Transfer transfer : transfers) {
      if (claim(transfer.claim())) {
        byte[] content = new byte[transfer.claim()];
        random.nextBytes(content);
        int count = Math.min(transfer.publish(), transfer.claim());
        write(content);
        publish(count);
        published.append(content, count);
      }
      if (peek(transfer.peek())) {
        byte[] content = read();
        assertThat(consumed + content.length)
            .as("bytes consumed: at most those published")
            .isLessThanOrEqualTo(published.length());
        assertThat(content)
            .as("bytes consumed from %s", consumed)
            .isEqualTo(published.range(consumed, content.length));
        release(content.length);
        consumed += content.length;
      }
    }
  }
}
