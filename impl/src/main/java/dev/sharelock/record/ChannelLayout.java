package dev.sharelock.record;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.QueueLayout;

/**
 * Where the words of a channel are, in the block that holds it.
 *
 * <pre>
 *   base + 0x000  kind           u64       what it is: 1 + ChannelKind, or 0 for a segment
 *          0x008  joined         i32       how many producers have joined, ever
 *          0x080  producer[30]   u64[30]   numbers of the participants that send
 *          0x180  consumer[30]   u64[30]   numbers of the participants that receive
 *          0x280  queue                    see QueueLayout
 * </pre>
 *
 * <p>There are 30 places on each side, since a queue has 32 seats and two of them are spare; each
 * side takes whole lines, so 16 bytes behind it are unused.
 *
 * <p>A segment has its data at 0x080.
 */
record ChannelLayout(long base, ChannelShape shape) {
  static final int ALIGNMENT = 128;
  static final long SEGMENT_DATA = 0x080;

  /** Some seats more than members, so that those of the dead are not waited for. */
  static final int SPARE_SEATS = 2;

  private static final long JOINED = 0x008;
  private static final long PRODUCERS = 0x080;
  private static final long CONSUMERS = PRODUCERS + lines(ChannelShape.MAX_MEMBERS);
  private static final long QUEUE = CONSUMERS + lines(ChannelShape.MAX_MEMBERS);

  private static long lines(int places) {
    return (long) places * Long.BYTES + ALIGNMENT - 1 & -ALIGNMENT;
  }

  static long kindAt(long base) {
    return base;
  }

  static long queueAt(long base) {
    return base + QUEUE;
  }

  long joined() {
    return base + JOINED;
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
    names.word(joined(), Integer.BYTES, prefix + ".joined");
    for (ChannelRole role : ChannelRole.values()) {
      for (int place = 0; place < places(role); place++) {
        String side = role == ChannelRole.PRODUCER ? ".producer[" : ".consumer[";
        names.word(member(role, place), Long.BYTES, prefix + side + place + "]");
      }
    }
    queue().describe(prefix + ".queue", names);
  }
}
