package dev.sharelock.model.forked;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.DescribedAccess;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.InstrumentedMemory;
import dev.sharelock.model.memory.UpdateKind;
import dev.sharelock.model.trace.EventKind;

/**
 * A real shared memory behind a {@linkplain Gate gate} that a coordinator opens access by access.
 * The accesses themselves are real: the same methods of the same memory that production uses.
 */
final class SteppedMemory extends InstrumentedMemory {
  private final SharedMemory memory;
  private final DescribedAccess real;
  private final Gate gate;

  SteppedMemory(SharedMemory memory, Gate gate) {
    this.memory = memory;
    this.real = new DescribedAccess(memory);
    this.gate = gate;
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    gate.before(EventKind.READ, mode, offset, bytes);
    long value = real.load(offset, bytes, mode);
    gate.after(value, 0);
    return value;
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    gate.before(EventKind.WRITE, mode, offset, bytes);
    real.store(offset, bytes, mode, value);
    gate.after(0, value);
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    gate.before(EventKind.UPDATE, mode, offset, bytes);
    long found = real.update(offset, bytes, mode, kind, operand);
    gate.after(found, narrow(bytes, kind.apply(found, operand)));
    return found;
  }

  private static long narrow(int bytes, long value) {
    return bytes == Integer.BYTES ? (int) value : value;
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    gate.before(EventKind.UPDATE, mode, offset, bytes);
    long found = real.compareAndExchange(offset, bytes, mode, expected, value);
    gate.after(found, found == expected ? value : found);
    return found;
  }

  @Override
  protected boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    boolean mustFail = gate.before(EventKind.UPDATE, mode, offset, bytes);
    long found =
        mustFail
            ? real.load(offset, bytes, AccessMode.VOLATILE)
            : real.compareAndExchange(offset, bytes, AccessMode.VOLATILE, expected, value);
    boolean done = !mustFail && found == expected;
    gate.after(found, done ? value : found);
    return done;
  }

  @Override
  protected void fence(FenceKind kind) {
    gate.before(EventKind.FENCE, null, -1, 0);
    real.fence(kind);
    gate.after(0, 0);
  }

  @Override
  protected long loadData(long offset, int bytes) {
    gate.before(EventKind.DATA_READ, AccessMode.PLAIN, offset, bytes);
    long value = real.loadData(offset, bytes);
    gate.after(value, 0);
    return value;
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    gate.before(EventKind.DATA_WRITE, AccessMode.PLAIN, offset, bytes);
    real.storeData(offset, bytes, value);
    gate.after(0, value);
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    gate.before(EventKind.DATA_READ, AccessMode.PLAIN, offset, length);
    memory.readBytes(offset, target, index, length);
    gate.after(0, 0);
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    gate.before(EventKind.DATA_WRITE, AccessMode.PLAIN, offset, length);
    memory.writeBytes(offset, source, index, length);
    gate.after(0, 0);
  }

  @Override
  public void copyBytes(long from, long to, long length) {
    gate.before(EventKind.DATA_READ, AccessMode.PLAIN, from, length);
    gate.after(0, 0);
    gate.before(EventKind.DATA_WRITE, AccessMode.PLAIN, to, length);
    memory.copyBytes(from, to, length);
    gate.after(0, 0);
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    gate.before(EventKind.DATA_WRITE, AccessMode.PLAIN, offset, length);
    memory.fillBytes(offset, length, value);
    gate.after(0, 0);
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    gate.before(EventKind.WAIT, AccessMode.VOLATILE, offset, Integer.BYTES);
    int found = memory.getIntVolatile(offset);
    gate.after(found, expected);
    return found == expected ? gate.sleep(offset, expected, deadlineNanos) : WaitOutcome.CHANGED;
  }

  @Override
  public int wake(long offset, int count) {
    gate.before(EventKind.WAKE, null, offset, Integer.BYTES);
    int woken = memory.wake(offset, count);
    gate.after(woken, count);
    return woken;
  }

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.SIMULATED;
  }
}
