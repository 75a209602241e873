package dev.sharelock.model.specimens;

import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;

/**
 * A queue of published design, of one value, under a mutex and a condition variable in shared
 * memory, and a lock for transactions built from the same. The mutex says that it is held, and not
 * by whom; every time-out is counted from the last wake-up on; and when the time is over the answer
 * is that it is over, whatever there is.
 */
final class LockedQueue {
  static final long MUTEX = 0;
  static final long SIGNAL = 64;
  static final long FLAG = 128;
  static final long COUNT = 192;
  static final long BYTES = 256;

  private final SharedMemory memory;
  private final Environment environment;
  private int left;

  LockedQueue(SharedMemory memory, Environment environment) {
    this.memory = memory;
    this.environment = environment;
  }

  static void describe(FieldNames names) {
    names.word(MUTEX, Integer.BYTES, "queue.mutex");
    names.word(SIGNAL, Integer.BYTES, "queue.signal");
    names.word(FLAG, Integer.BYTES, "queue.inTransaction");
    names.word(COUNT, Integer.BYTES, "queue.count");
  }

  private void lock() {
    while (!memory.compareAndSetInt(MUTEX, 0, 1)) {
      memory.waitOn(MUTEX, 1, Deadline.NEVER);
    }
  }

  private void unlock() {
    memory.setIntVolatile(MUTEX, 0);
    memory.wake(MUTEX, 1);
  }

  private void signal(int sleepers) {
    memory.getAndAddInt(SIGNAL, 1);
    memory.wake(SIGNAL, sleepers);
  }

  /** Waits as one does on a condition variable; whether the time was over. */
  private boolean timedOut(long timeoutNanos) {
    int seen = memory.getIntVolatile(SIGNAL);
    unlock();
    WaitOutcome outcome =
        memory.waitOn(SIGNAL, seen, Deadline.after(environment.nanoTime(), timeoutNanos));
    lock();
    return outcome == WaitOutcome.TIMED_OUT;
  }

  /** Begins a transaction; false, with the flag set all the same, when the time is over. */
  boolean begin(long timeoutNanos) {
    lock();
    boolean over = false;
    while (!over && memory.getIntVolatile(FLAG) != 0) {
      over = timedOut(timeoutNanos);
    }
    memory.setIntVolatile(FLAG, 1);
    unlock();
    return !over;
  }

  void end() {
    lock();
    memory.setIntVolatile(FLAG, 0);
    signal(Integer.MAX_VALUE);
    unlock();
  }

  /** Puts the value and wakes as many as told. */
  void put(int sleepers) {
    lock();
    memory.setIntVolatile(COUNT, 1);
    signal(sleepers);
    unlock();
  }

  /** Takes the value; false when the time is over. */
  boolean take(long timeoutNanos) {
    lock();
    boolean over = false;
    while (!over && memory.getIntVolatile(COUNT) == 0) {
      over = timedOut(timeoutNanos);
    }
    left = memory.getIntVolatile(COUNT);
    if (!over) {
      memory.setIntVolatile(COUNT, 0);
    }
    unlock();
    return !over;
  }

  /** What was there when the last take ended, for those who check it. */
  int left() {
    return left;
  }
}
