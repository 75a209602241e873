package dev.sharelock.model.litmus.benchmarks;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE;
import static dev.sharelock.model.exhaustive.Ordering.RELEASE;

import dev.sharelock.model.exhaustive.Ordering;
import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.UpdateKind;

/**
 * The reader-writer spin lock that the Linux kernel had on x86. One word counts down from {@link
 * #FREE}: a reader takes 1 and needs that anything was there, a writer takes everything and needs
 * that all of it was there. An attempt that fails, which would put back what it took and try again,
 * is given up: only executions without one are complete.
 */
record ReaderWriterLock(ThreadContext thread, long word) {
  /** The value of the word while nobody holds the lock. */
  static final long FREE = 1 << 20;

  void lockRead() {
    thread.assume(add(ACQUIRE, -1) > 0);
  }

  void unlockRead() {
    add(RELEASE, 1);
  }

  void lockWrite() {
    thread.assume(add(ACQUIRE, -FREE) == FREE);
  }

  void unlockWrite() {
    add(RELEASE, FREE);
  }

  private long add(Ordering ordering, long difference) {
    return thread.update(word, ordering, UpdateKind.ADD, difference);
  }
}
