package dev.sharelock.model.solo;

import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.InstrumentedMemory;
import dev.sharelock.model.memory.UpdateKind;

/**
 * A heap memory for one thread. A wait ends at its deadline without taking time, since nobody else
 * runs; a wait without a deadline is an error, and so is an operation that does not come to an end.
 */
public final class SoloMemory extends InstrumentedMemory {
  private final HeapMemory heap;
  private final SoloClock clock;
  private final long stepLimit;
  private long steps;

  SoloMemory(long bytes, SoloClock clock, long stepLimit) {
    this.heap = new HeapMemory(bytes);
    this.clock = clock;
    this.stepLimit = stepLimit;
  }

  /** The memory below: what is done to it directly is no step. */
  public HeapMemory heap() {
    return heap;
  }

  /** Begins a new operation. */
  public void restartSteps() {
    steps = 0;
  }

  /** How many steps were made since the operation began. */
  public long steps() {
    return steps;
  }

  private void step() {
    steps++;
    if (steps > stepLimit) {
      throw new AssertionError(
          "operation does not end: steps=" + steps + "; do: bound the loop that it is in");
    }
  }

  @Override
  public long size() {
    return heap.size();
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    step();
    return bytes == Long.BYTES ? heap.getLongVolatile(offset) : heap.getIntVolatile(offset);
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    step();
    if (bytes == Long.BYTES) {
      heap.setLongVolatile(offset, value);
    } else {
      heap.setIntVolatile(offset, (int) value);
    }
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    long found = load(offset, bytes, mode);
    store(offset, bytes, mode, kind.apply(found, operand));
    return found;
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    long found = load(offset, bytes, mode);
    if (found == expected) {
      store(offset, bytes, mode, value);
    }
    return found;
  }

  @Override
  protected boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    return compareAndExchange(offset, bytes, mode, expected, value) == expected;
  }

  @Override
  protected void fence(FenceKind kind) {
    step();
  }

  @Override
  protected long loadData(long offset, int bytes) {
    step();
    return switch (bytes) {
      case 1 -> heap.readByte(offset);
      case 2 -> heap.readShort(offset);
      case 4 -> heap.readInt(offset);
      default -> heap.readLong(offset);
    };
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    step();
    switch (bytes) {
      case 1 -> heap.writeByte(offset, (byte) value);
      case 2 -> heap.writeShort(offset, (short) value);
      case 4 -> heap.writeInt(offset, (int) value);
      default -> heap.writeLong(offset, value);
    }
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    step();
    heap.readBytes(offset, target, index, length);
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    step();
    heap.writeBytes(offset, source, index, length);
  }

  @Override
  public void copyBytes(long from, long to, long length) {
    step();
    heap.copyBytes(from, to, length);
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    step();
    heap.fillBytes(offset, length, value);
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    if (load(offset, Integer.BYTES, AccessMode.VOLATILE) != expected) {
      return WaitOutcome.CHANGED;
    }
    if (deadlineNanos == Long.MAX_VALUE) {
      throw new AssertionError(
          "wait never ends: offset=" + offset + "; do: pass a deadline, nobody else runs here");
    }
    clock.advanceTo(deadlineNanos);
    return WaitOutcome.TIMED_OUT;
  }

  @Override
  public int wake(long offset, int count) {
    step();
    return 0;
  }

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.SIMULATED;
  }
}
