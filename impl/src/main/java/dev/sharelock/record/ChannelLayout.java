package dev.sharelock.record;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.QueueLayout;

/**
 * Where the words of a channel are, in the block that holds it.
 *
 * <pre>
 *   base + 0x000  kind           u64       what it is: 1 + ChannelKind, or 0 for a segment
 *          0x080  producer[32]   u64[32]   numbers of the participants that send
 *          0x180  consumer[32]   u64[32]   numbers of the participants that receive
 *          0x280  queue                    see QueueLayout
 * </pre>
 *
 * <p>A segment has its data at 0x080.
 */
record ChannelLayout(long base, ChannelShape shape) {
  static final int ALIGNMENT = 128;
  static final long SEGMENT_DATA = 0x080;

  private static final long PRODUCERS = 0x080;
  private static final long CONSUMERS = 0x180;
  private static final long QUEUE = 0x280;

  /** Some seats more than members, so that those of the dead are not waited for. */
  private static final int SPARE_SEATS = 2;

  static long kindAt(long base) {
    return base;
  }

  static long queueAt(long base) {
    return base + QUEUE;
  }

  QueueLayout queue() {
    return new QueueLayout(
        queueAt(base), shape.capacity(), shape.members() + SPARE_SEATS, BlockQueue.WORDS);
  }

  long bytes() {
    return QUEUE + queue().bytes();
  }

  /** How many words there are for a role. */
  int places(ChannelRole role) {
    return shape.kind().limit(role, shape.members());
  }

  long member(ChannelRole role, int place) {
    long first = role == ChannelRole.PRODUCER ? PRODUCERS : CONSUMERS;
    return base + first + (long) place * Long.BYTES;
  }

  void describe(String prefix, FieldNames names) {
    names.word(kindAt(base), Long.BYTES, prefix + ".kind");
    for (ChannelRole role : ChannelRole.values()) {
      for (int place = 0; place < places(role); place++) {
        String side = role == ChannelRole.PRODUCER ? ".producer[" : ".consumer[";
        names.word(member(role, place), Long.BYTES, prefix + side + place + "]");
      }
    }
    queue().describe(prefix + ".queue", names);
  }
}
