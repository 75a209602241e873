package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.InstrumentedMemory;
import dev.sharelock.model.memory.UpdateKind;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/** The memory as the set-up and the checks see it: nobody else runs, accesses are no steps. */
final class ImageMemory extends InstrumentedMemory {
  private final byte[] content;
  private final boolean writable;
  private final BitSet looked;

  ImageMemory(byte[] content, boolean writable) {
    this(content, writable, null);
  }

  private ImageMemory(byte[] content, boolean writable, BitSet looked) {
    this.content = content;
    this.writable = writable;
    this.looked = looked;
  }

  /** A memory that takes note of the bytes that are looked at. */
  static ImageMemory watched(byte[] content, BitSet looked) {
    return new ImageMemory(content, false, looked);
  }

  private int word(long offset, int bytes) {
    int at = range(offset, bytes);
    if ((offset & bytes - 1) != 0) {
      throw new IllegalArgumentException(
          "word is misaligned: offset=" + offset + ", bytes=" + bytes);
    }
    return at;
  }

  private int range(long offset, long length) {
    if (offset < 0 || length < 0 || offset > content.length - length) {
      throw new IndexOutOfBoundsException(
          "access is outside of the memory: offset="
              + offset
              + ", length="
              + length
              + ", size="
              + content.length);
    }
    if (looked != null) {
      looked.set((int) offset, (int) (offset + length));
    }
    return (int) offset;
  }

  private void requireWritable() {
    if (!writable) {
      throw new IllegalStateException(
          "memory is read-only here: it is a check that writes; do: write in bodies or the set-up");
    }
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    return Bytes.get(content, word(offset, bytes), bytes);
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    requireWritable();
    Bytes.set(content, word(offset, bytes), bytes, value);
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
    // Nobody else runs.
  }

  @Override
  protected long loadData(long offset, int bytes) {
    return Bytes.get(content, range(offset, bytes), bytes);
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    requireWritable();
    Bytes.set(content, range(offset, bytes), bytes, value);
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    Objects.checkFromIndexSize(index, length, target.length);
    System.arraycopy(content, range(offset, length), target, index, length);
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    requireWritable();
    Objects.checkFromIndexSize(index, length, source.length);
    System.arraycopy(source, index, content, range(offset, length), length);
  }

  @Override
  public void copyBytes(long from, long to, long length) {
    requireWritable();
    System.arraycopy(content, range(from, length), content, range(to, length), (int) length);
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    requireWritable();
    int at = range(offset, length);
    Arrays.fill(content, at, at + (int) length, value);
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    if (load(offset, 4, AccessMode.VOLATILE) != expected) {
      return WaitOutcome.CHANGED;
    }
    throw new IllegalStateException(
        "nobody can wake a wait here: offset="
            + offset
            + ", expected="
            + expected
            + "; do: wait in bodies only");
  }

  @Override
  public int wake(long offset, int count) {
    word(offset, 4);
    return 0;
  }

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.SIMULATED;
  }

  @Override
  public long size() {
    return content.length;
  }
}
