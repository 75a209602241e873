package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.CountedBlock.COUNT;
import static dev.sharelock.model.specimens.CountedBlock.GENERATION;

import dev.sharelock.memory.SharedMemory;

/** The same block ported to atomic words, without the mutex: two words that change one by one. */
final class AtomicBlock {
  private AtomicBlock() {}

  static boolean load(SharedMemory memory, long generation) {
    long count = memory.getLongVolatile(COUNT);
    while (count != 0 && memory.getLongVolatile(GENERATION) == generation) {
      long found = memory.compareAndExchangeLong(COUNT, count, count + 1);
      if (found == count) {
        return true;
      }
      count = found;
    }
    return false;
  }

  static void drop(SharedMemory memory) {
    memory.getAndAddLong(COUNT, -1);
  }

  static boolean recycle(SharedMemory memory) {
    boolean free = memory.compareAndSetLong(COUNT, 0, 1);
    if (free) {
      memory.getAndAddLong(GENERATION, 1);
    }
    return free;
  }
}
