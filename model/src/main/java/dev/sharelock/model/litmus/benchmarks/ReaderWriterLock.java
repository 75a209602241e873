package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;

/**
 * The reader-writer spin lock that the Linux kernel had on x86, over the seam. One word counts down
 * from {@link #FREE}: a reader takes 1 and needs that anything was there, a writer takes everything
 * and needs that all of it was there. An attempt that fails, which would put back what it took and
 * try again, is given up: only executions without one are complete.
 */
record ReaderWriterLock(SharedMemory memory, long word, Runnable giveUp) {
  /** The value of the word while nobody holds the lock. */
  static final long FREE = 1 << 20;

  void lockRead() {
    if (memory.getAndAddLongAcquire(word, -1) <= 0) {
      giveUp.run();
    }
  }

  void unlockRead() {
    memory.getAndAddLongRelease(word, 1);
  }

  void lockWrite() {
    if (memory.getAndAddLongAcquire(word, -FREE) != FREE) {
      giveUp.run();
    }
  }

  void unlockWrite() {
    memory.getAndAddLongRelease(word, FREE);
  }
}
