package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.SpecimenRing.CAPACITY;
import static dev.sharelock.model.specimens.SpecimenRing.HEAD;
import static dev.sharelock.model.specimens.SpecimenRing.TAIL;
import static dev.sharelock.model.specimens.SpecimenRing.WRAP_HEAD;

import dev.sharelock.memory.SharedMemory;

/**
 * S7: a publication that wraps around is two stores, first where it has wrapped, then the head. A
 * producer that dies in between leaves a wrap that the next publication, which does not wrap, makes
 * true: the consumer skips bytes that were never published and overtakes the head.
 */
final class TwoStoreWrap {
  private static final long NONE = -1;

  private TwoStoreWrap() {}

  static void format(SharedMemory memory) {
    memory.setLongOpaque(HEAD, 12);
    memory.setLongOpaque(TAIL, 12);
    memory.setLongOpaque(WRAP_HEAD, NONE);
  }

  private static long toEnd(long counter) {
    return CAPACITY - counter % CAPACITY;
  }

  static void publish(SharedMemory memory, int bytes) {
    long head = memory.getLongOpaque(HEAD);
    if (bytes > toEnd(head)) {
      memory.setLongOpaque(WRAP_HEAD, head);
      memory.setLongRelease(HEAD, head + toEnd(head) + bytes);
    } else {
      memory.setLongRelease(HEAD, head + bytes);
    }
  }

  static void release(SharedMemory memory, int bytes) {
    long tail = memory.getLongOpaque(TAIL);
    boolean wrapped = memory.getLongOpaque(WRAP_HEAD) == tail;
    memory.setLongRelease(TAIL, tail + (wrapped ? toEnd(tail) : 0) + bytes);
  }
}
