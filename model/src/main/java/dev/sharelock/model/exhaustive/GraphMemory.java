package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.InstrumentedMemory;
import dev.sharelock.model.memory.UpdateKind;
import java.util.Arrays;
import java.util.Objects;

/** The seam of the algorithms over the graph machine. */
final class GraphMemory extends InstrumentedMemory {
  private final GraphMachine machine;
  private final Locations locations;
  private final long size;

  GraphMemory(GraphMachine machine, Locations locations, long size) {
    this.machine = machine;
    this.locations = locations;
    this.size = size;
  }

  private int word(long offset, int bytes) {
    if (offset < 0 || offset > size - bytes) {
      throw new IndexOutOfBoundsException(
          "word is outside of the memory: offset=" + offset + ", size=" + size);
    }
    if ((offset & bytes - 1) != 0) {
      throw machine.misaligned(offset, bytes);
    }
    locations.racyData().requireNoWord(offset, bytes);
    return locations.word(offset, bytes);
  }

  private boolean isRacy(long offset, int bytes, AccessMode mode) {
    return mode == AccessMode.PLAIN && locations.racyData().touches(offset, bytes);
  }

  private void range(long offset, long length) {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new IndexOutOfBoundsException(
          "data is outside of the memory: offset="
              + offset
              + ", length="
              + length
              + ", size="
              + size);
    }
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    if (isRacy(offset, bytes, mode)) {
      return loadData(offset, bytes);
    }
    return machine.load(word(offset, bytes), Mode.of(mode));
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    if (isRacy(offset, bytes, mode)) {
      storeData(offset, bytes, value);
    } else {
      machine.store(word(offset, bytes), Mode.of(mode), value);
    }
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    return machine.update(word(offset, bytes), Mode.of(mode), kind, operand, bytes);
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    return machine.compareAndExchange(word(offset, bytes), Mode.of(mode), expected, value);
  }

  @Override
  protected boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    return machine.weakCompareAndSet(word(offset, bytes), Mode.of(mode), expected, value);
  }

  @Override
  protected void fence(FenceKind kind) {
    machine.fence(kind);
  }

  @Override
  protected long loadData(long offset, int bytes) {
    range(offset, bytes);
    return Bytes.get(machine.readData(offset, bytes), 0, bytes);
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    range(offset, bytes);
    byte[] data = new byte[bytes];
    Bytes.set(data, 0, bytes, value);
    machine.writeData(offset, data);
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    Objects.checkFromIndexSize(index, length, target.length);
    range(offset, length);
    if (length > 0) {
      System.arraycopy(machine.readData(offset, length), 0, target, index, length);
    }
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    Objects.checkFromIndexSize(index, length, source.length);
    range(offset, length);
    if (length > 0) {
      machine.writeData(offset, Arrays.copyOfRange(source, index, index + length));
    }
  }

  @Override
  public void copyBytes(long from, long to, long length) {
    range(from, length);
    range(to, length);
    if (length > 0) {
      machine.writeData(to, machine.readData(from, Math.toIntExact(length)).clone());
    }
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    range(offset, length);
    if (length > 0) {
      byte[] data = new byte[Math.toIntExact(length)];
      Arrays.fill(data, value);
      machine.writeData(offset, data);
    }
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    return machine.waitOn(word(offset, 4), expected, deadlineNanos);
  }

  @Override
  public int wake(long offset, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "nobody is to be woken: count=" + count + "; do: pass at least 1");
    }
    return machine.wake(word(offset, 4), count);
  }

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.SIMULATED;
  }

  @Override
  public long size() {
    return size;
  }
}
