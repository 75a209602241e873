package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;
import dev.sharelock.model.exhaustive.Ordering;
import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.InstrumentedMemory;
import dev.sharelock.model.memory.UpdateKind;

/** The 8-byte words of the seam over a thread for which all orderings are the same. */
final class InterleavedMemory extends InstrumentedMemory {
  private final ThreadContext thread;

  InterleavedMemory(ThreadContext thread) {
    this.thread = thread;
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    requireLong(bytes);
    return thread.load(offset, Ordering.VOLATILE);
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    requireLong(bytes);
    thread.store(offset, Ordering.VOLATILE, value);
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    requireLong(bytes);
    return thread.update(offset, Ordering.VOLATILE, kind, operand);
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    requireLong(bytes);
    return thread.compareAndExchange(offset, Ordering.VOLATILE, expected, value);
  }

  @Override
  protected boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    requireLong(bytes);
    return thread.weakCompareAndSet(offset, Ordering.VOLATILE, expected, value);
  }

  @Override
  protected void fence(FenceKind kind) {
    thread.fence(kind);
  }

  @Override
  protected long loadData(long offset, int bytes) {
    throw notCounted();
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    throw notCounted();
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    throw notCounted();
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    throw notCounted();
  }

  @Override
  public void copyBytes(long from, long to, long length) {
    throw notCounted();
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    throw notCounted();
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    throw notCounted();
  }

  @Override
  public int wake(long offset, int count) {
    throw notCounted();
  }

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.SIMULATED;
  }

  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  private static void requireLong(int bytes) {
    if (bytes != 8) {
      throw notCounted();
    }
  }

  private static UnsupportedOperationException notCounted() {
    return new UnsupportedOperationException("only words of 8 bytes are counted here");
  }
}
