package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.CountedBlock.BITS;

import dev.sharelock.environment.Environment;
import dev.sharelock.memory.SharedMemory;

/** A heap as in ipc::buffer: a bit for each block, changed under a lock, cleared without asking. */
final class BitmapHeap {
  private BitmapHeap() {}

  static int allocate(SharedMemory memory, Environment environment) {
    CountedBlock.lock(memory, environment);
    long bits = memory.getLongOpaque(BITS);
    int block = Long.numberOfTrailingZeros(~bits);
    memory.setLongOpaque(BITS, bits | 1L << block);
    CountedBlock.unlock(memory);
    return block;
  }

  static void free(SharedMemory memory, Environment environment, int block) {
    CountedBlock.lock(memory, environment);
    memory.setLongOpaque(BITS, memory.getLongOpaque(BITS) & ~(1L << block));
    CountedBlock.unlock(memory);
  }

  /** Frees block 0 unless it is free, which is looked up before the lock is taken. */
  static boolean freeChecked(SharedMemory memory, Environment environment) {
    boolean allocated = (memory.getLongOpaque(BITS) & 1) != 0;
    if (allocated) {
      free(memory, environment, 0);
    }
    return allocated;
  }
}
