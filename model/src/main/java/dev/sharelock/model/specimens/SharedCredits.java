package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.SpecimenRing.HEAD;
import static dev.sharelock.model.specimens.SpecimenRing.TAIL;
import static dev.sharelock.model.specimens.SpecimenRing.WRAP_HEAD;

import dev.sharelock.memory.SharedMemory;

/**
 * B4: how many slots the producer may still fill is kept in shared memory and lowered after the
 * head has moved. A producer that dies in between leaves its successor one credit too many, and the
 * oldest slot is written over before it was read.
 */
final class SharedCredits {
  static final int SLOTS = 2;
  private static final long CREDITS = WRAP_HEAD;

  private SharedCredits() {}

  static boolean publish(SharedMemory memory, long value) {
    long credits = memory.getLongVolatile(CREDITS);
    if (credits == 0) {
      long used = memory.getLongVolatile(HEAD) - memory.getLongVolatile(TAIL);
      credits = SLOTS - used;
      if (credits <= 0) {
        return false;
      }
    }
    long head = memory.getLongVolatile(HEAD);
    memory.writeLong(SpecimenRing.DATA + head % SLOTS * Long.BYTES, value);
    memory.setLongVolatile(HEAD, head + 1);
    memory.setLongVolatile(CREDITS, credits - 1);
    return true;
  }
}
