package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;

/**
 * The mutex of Drepper's "Futexes are tricky" over the seam: a word that is free, taken, or taken
 * with others waiting.
 */
record FutexMutex(SharedMemory memory, long word) {
  private static final int FREE = 0;
  private static final int TAKEN = 1;
  private static final int CONTENDED = 2;

  void lock() {
    if (memory.compareAndExchangeIntAcquire(word, FREE, TAKEN) == FREE) {
      return;
    }
    while (memory.getAndSetIntAcquire(word, CONTENDED) != FREE) {
      memory.waitOn(word, CONTENDED, Deadline.NEVER);
    }
  }

  void unlock() {
    if (memory.getAndSetIntRelease(word, FREE) == CONTENDED) {
      memory.wake(word, 1);
    }
  }
}
