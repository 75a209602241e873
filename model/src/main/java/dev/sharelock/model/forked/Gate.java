package dev.sharelock.model.forked;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.trace.EventKind;

/** What a process in a forked JVM passes at each of its accesses. */
interface Gate {

  /**
   * Returns when the access may happen.
   *
   * @param read what kind it is; {@link EventKind#UPDATE} for every conditional update
   * @return whether a weak conditional update must fail although it could succeed
   */
  boolean before(EventKind kind, AccessMode mode, long offset, long bytes);

  /** Tells what the access has read and written. */
  void after(long read, long written);

  /** Waits on a word that holds the expected value. */
  WaitOutcome sleep(long offset, int expected, long deadlineNanos);

  /** Makes a choice of the scenario. */
  int choose(int alternatives);

  /** Reads the clock. */
  long nanoTime();

  /** Asks whether a process of the scenario lives. */
  boolean isAlive(int process);
}
