package dev.sharelock.model.memory;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;

/** Passes every access on to another memory; subclasses change some of them. */
public abstract class MemoryDecorator extends InstrumentedMemory {
  /** Where accesses go that are passed on as they are. */
  protected final SharedMemory memory;

  /** The same, for accesses that are described. */
  protected final DescribedAccess access;

  protected MemoryDecorator(SharedMemory memory) {
    this.memory = memory;
    this.access = new DescribedAccess(memory);
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    return access.load(offset, bytes, mode);
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    access.store(offset, bytes, mode, value);
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    return access.update(offset, bytes, mode, kind, operand);
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    return access.compareAndExchange(offset, bytes, mode, expected, value);
  }

  @Override
  protected boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    return access.weakCompareAndSet(offset, bytes, mode, expected, value);
  }

  @Override
  protected void fence(FenceKind kind) {
    access.fence(kind);
  }

  @Override
  protected long loadData(long offset, int bytes) {
    return access.loadData(offset, bytes);
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    access.storeData(offset, bytes, value);
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    memory.readBytes(offset, target, index, length);
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    memory.writeBytes(offset, source, index, length);
  }

  @Override
  public void copyBytes(long from, long to, long length) {
    memory.copyBytes(from, to, length);
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    memory.fillBytes(offset, length, value);
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    return memory.waitOn(offset, expected, deadlineNanos);
  }

  @Override
  public int wake(long offset, int count) {
    return memory.wake(offset, count);
  }

  @Override
  public WaitStrategy waitStrategy() {
    return memory.waitStrategy();
  }
}
