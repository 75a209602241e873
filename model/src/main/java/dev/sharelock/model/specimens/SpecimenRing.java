package dev.sharelock.model.specimens;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;

/**
 * The words that the specimens of rings have in common. They hold numbers rather than frames, so
 * that nothing distracts from the defect.
 *
 * <pre>
 *     0  head      u64  how many bytes or slots were published
 *    64  tail      u64  how many were released
 *   128  wrapHead  u64  where the producer has wrapped; only of those that have it
 *   192  waiting   i32  whether the consumer sleeps
 *   196  signal    i32  a number that changes with every wake-up
 *   256  data           16 bytes or slots
 * </pre>
 */
final class SpecimenRing {
  static final long HEAD = 0;
  static final long TAIL = 64;
  static final long WRAP_HEAD = 128;
  static final long WAITING = 192;
  static final long SIGNAL = 196;
  static final long DATA = 256;
  static final int CAPACITY = 16;
  static final long BYTES = DATA + CAPACITY * Long.BYTES;

  private SpecimenRing() {}

  static void describe(FieldNames names) {
    names.word(HEAD, Long.BYTES, "ring.head");
    names.word(TAIL, Long.BYTES, "ring.tail");
    names.word(WRAP_HEAD, Long.BYTES, "ring.wrapHead");
    names.word(WAITING, Integer.BYTES, "ring.waiting");
    names.word(SIGNAL, Integer.BYTES, "ring.signal");
    names.data(DATA, CAPACITY * Long.BYTES, "ring.data");
  }

  static long slot(long counter) {
    return DATA + counter % CAPACITY * Long.BYTES;
  }

  /** Writes a slot and publishes it in the right way. */
  static void publish(SharedMemory memory, long value) {
    long head = memory.getLongOpaque(HEAD);
    memory.writeLong(slot(head), value);
    memory.setLongRelease(HEAD, head + 1);
  }

  /** Takes a slot that is there. */
  static long take(SharedMemory memory) {
    long tail = memory.getLongOpaque(TAIL);
    long value = memory.readLong(slot(tail));
    memory.setLongRelease(TAIL, tail + 1);
    return value;
  }

  static boolean isEmpty(SharedMemory memory) {
    return memory.getLongAcquire(HEAD) == memory.getLongOpaque(TAIL);
  }
}
