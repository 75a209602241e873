package dev.sharelock.multiproc;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.memory.UpdateKind;

/**
 * A memory whose user stands still for good right before a chosen access, and says so on its output
 * in order to be killed there.
 */
final class MortalMemory extends MemoryDecorator {
  /** What it says. */
  static final String AT_THE_ACCESS = "at the access";

  private static final long NEVER = Long.MAX_VALUE;

  private long left = NEVER;

  MortalMemory(SharedMemory memory) {
    super(memory);
  }

  /** From now on so many accesses are made, and not one more. */
  void dieAfter(int accesses) {
    left = accesses;
  }

  private void count() {
    if (left != NEVER && left-- == 0) {
      System.out.println(AT_THE_ACCESS);
      while (true) {
        Thread.onSpinWait();
      }
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
