package dev.sharelock.model.specimens;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Scenario;

/** The words of the broken rings. */
final class RingWords {
  static final long HEAD = 0;
  static final long TAIL = 8;
  static final long WRAP = 16;
  static final long CAPACITY = 24;
  static final long SEQUENCE = 32;
  static final long WAITING = 36;
  static final long STOP = 40;
  static final long DATA = 64;

  private static final long BYTES = 128;

  private RingWords() {}

  static Scenario.Builder specimen(String name, String about) {
    return Scenario.named("specimen." + name)
        .about(about)
        .bytes(BYTES)
        .fields(RingWords::describe)
        .exhaustible();
  }

  private static void describe(FieldNames names) {
    names.word(HEAD, Long.BYTES, "ring.head");
    names.word(TAIL, Long.BYTES, "ring.tail");
    names.word(WRAP, Long.BYTES, "ring.wrapHead");
    names.word(CAPACITY, Long.BYTES, "ring.capacity");
    names.word(SEQUENCE, Integer.BYTES, "ring.sequence");
    names.word(WAITING, Integer.BYTES, "ring.waiting");
    names.word(STOP, Integer.BYTES, "ring.stop");
    names.data(DATA, BYTES - DATA, "ring.data");
  }

  /** Starts an empty ring in the middle of its stream. */
  static void start(SharedMemory memory, long position) {
    memory.setLongVolatile(HEAD, position);
    memory.setLongVolatile(TAIL, position);
  }

  /** R1 for rings with a capacity. */
  static void requireCounters(SharedMemory memory, long capacity) {
    long head = memory.getLongVolatile(HEAD);
    long tail = memory.getLongVolatile(TAIL);
    if (head - tail < 0 || head - tail > capacity) {
      throw new AssertionError("head=" + head + ", tail=" + tail + ", capacity=" + capacity);
    }
  }
}
