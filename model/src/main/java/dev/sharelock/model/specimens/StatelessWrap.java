package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.SpecimenRing.CAPACITY;
import static dev.sharelock.model.specimens.SpecimenRing.DATA;
import static dev.sharelock.model.specimens.SpecimenRing.HEAD;
import static dev.sharelock.model.specimens.SpecimenRing.TAIL;

import dev.sharelock.memory.SharedMemory;

/**
 * S5: both sides decide by the size they ask for whether the ring wraps here. When the sizes
 * differ, one of them wraps and the other does not, and the consumer reads padding.
 */
public final class StatelessWrap {
  private StatelessWrap() {}

  /** Starts with an empty ring at a position. */
  public static void format(SharedMemory memory, long position) {
    memory.setLongOpaque(HEAD, position);
    memory.setLongOpaque(TAIL, position);
  }

  private static int at(long counter, int size) {
    int position = (int) (counter % CAPACITY);
    return size <= CAPACITY - position ? position : 0;
  }

  private static long after(long counter, int size) {
    int toEnd = (int) (CAPACITY - counter % CAPACITY);
    return counter + size + (size <= toEnd ? 0 : toEnd);
  }

  /** Publishes bytes; returns false if they do not fit. */
  public static boolean publish(SharedMemory memory, byte[] bytes) {
    long head = memory.getLongOpaque(HEAD);
    if (after(head, bytes.length) - memory.getLongAcquire(TAIL) > CAPACITY) {
      return false;
    }
    memory.writeBytes(DATA + at(head, bytes.length), bytes, 0, bytes.length);
    memory.setLongRelease(HEAD, after(head, bytes.length));
    return true;
  }

  /** Takes a number of bytes; returns null if there are not so many. */
  public static byte[] take(SharedMemory memory, int size) {
    long tail = memory.getLongOpaque(TAIL);
    if (after(tail, size) > memory.getLongAcquire(HEAD)) {
      return null;
    }
    byte[] bytes = new byte[size];
    memory.readBytes(DATA + at(tail, size), bytes, 0, size);
    memory.setLongRelease(TAIL, after(tail, size));
    return bytes;
  }
}
