package dev.sharelock.model.memory;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;

/**
 * A memory whose user dies right before a chosen access: from then on each access ends as the
 * caller of the constructor says, and has no effect if that throws something or does not return.
 */
public final class MortalMemory extends MemoryDecorator {
  private static final long NEVER = Long.MAX_VALUE;

  private final Runnable death;
  private long left = NEVER;

  /**
   * Lets the user live.
   *
   * @param death what happens at the access, and at each one after it
   */
  public MortalMemory(SharedMemory memory, Runnable death) {
    super(memory);
    this.death = death;
  }

  /** From now on so many accesses are made, and not one more. */
  public void dieAfter(int accesses) {
    left = accesses;
  }

  /** Takes back what {@link #dieAfter} has said, if it has not come to that. */
  public void liveOn() {
    left = NEVER;
  }

  private void count() {
    if (left == 0) {
      death.run();
    } else if (left != NEVER) {
      left--;
    }
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    count();
    return super.load(offset, bytes, mode);
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    count();
    super.store(offset, bytes, mode, value);
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    count();
    return super.update(offset, bytes, mode, kind, operand);
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    count();
    return super.compareAndExchange(offset, bytes, mode, expected, value);
  }

  @Override
  protected boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    count();
    return super.weakCompareAndSet(offset, bytes, mode, expected, value);
  }

  @Override
  protected void fence(FenceKind kind) {
    count();
    super.fence(kind);
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    count();
    super.storeData(offset, bytes, value);
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    count();
    return super.waitOn(offset, expected, deadlineNanos);
  }

  @Override
  public int wake(long offset, int count) {
    count();
    return super.wake(offset, count);
  }
}
