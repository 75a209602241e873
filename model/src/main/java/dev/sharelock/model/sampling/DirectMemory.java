package dev.sharelock.model.sampling;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.InstrumentedMemory;
import dev.sharelock.model.memory.UpdateKind;

/** The memory as the set-up and the checks see it: accesses are no steps. */
final class DirectMemory extends InstrumentedMemory {
  private final byte[] content;
  private final Granule[] granules;
  private final byte[] words;
  private final Ranges ranges;

  private DirectMemory(byte[] content, byte[] words, CellNames names) {
    this.content = content;
    this.words = words;
    this.ranges = new Ranges(content.length, names);
    this.granules = words == null ? null : new Granule[words.length];
  }

  /** A memory that can be looked at only. */
  static DirectMemory readOnly(byte[] content, CellNames names) {
    return new DirectMemory(content, null, names);
  }

  /** A memory for the set-up, which takes note of the words. */
  static DirectMemory writable(byte[] content, byte[] words, CellNames names) {
    return new DirectMemory(content, words, names);
  }

  @Override
  public long size() {
    return content.length;
  }

  private int word(long offset, int bytes) {
    int at = ranges.word(offset, bytes);
    if (at % bytes != 0) {
      throw Ranges.misaligned(ranges.names().at(offset), offset, bytes);
    }
    if (words != null) {
      Granule granule = granule(at / Granule.SIZE);
      if (!granule.claimWord((at & 7) >> 2, bytes)) {
        throw new IllegalArgumentException(
            "word overlaps one of another size: field="
                + ranges.names().at(offset)
                + ", offset="
                + offset
                + ", bytes="
                + bytes
                + "; do: access each word in one size only");
      }
      words[at / Granule.SIZE] = granule.words();
    }
    return at;
  }

  private Granule granule(int index) {
    if (granules[index] == null) {
      granules[index] = new Granule(0);
    }
    return granules[index];
  }

  private int writableWord(long offset, int bytes) {
    requireWritable();
    return word(offset, bytes);
  }

  private void requireWritable() {
    if (words == null) {
      throw new IllegalStateException(
          "memory is read-only here: it is a check that writes; do: write in bodies or the set-up");
    }
  }

  private int writableData(long offset, long length) {
    requireWritable();
    int at = ranges.data(offset, length);
    for (int i = at; i < at + length; i++) {
      Granule granule = granule(i / Granule.SIZE);
      granule.replaceByData(1 << (i % Granule.SIZE));
      words[i / Granule.SIZE] = granule.words();
    }
    return at;
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    return Bytes.get(content, word(offset, bytes), bytes);
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    Bytes.put(content, writableWord(offset, bytes), bytes, value);
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    int at = writableWord(offset, bytes);
    long found = Bytes.get(content, at, bytes);
    Bytes.put(content, at, bytes, kind.apply(found, operand));
    return found;
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    int at = writableWord(offset, bytes);
    long found = Bytes.get(content, at, bytes);
    if (found == expected) {
      Bytes.put(content, at, bytes, value);
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
    return Bytes.get(content, ranges.data(offset, bytes), bytes);
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    Bytes.put(content, writableData(offset, bytes), bytes, value);
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    Ranges.array(target, index, length);
    System.arraycopy(content, ranges.data(offset, length), target, index, length);
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    Ranges.array(source, index, length);
    System.arraycopy(source, index, content, writableData(offset, length), length);
  }

  @Override
  public void copyBytes(long from, long to, long length) {
    int source = ranges.data(from, length);
    System.arraycopy(content, source, content, writableData(to, length), (int) length);
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    int at = writableData(offset, length);
    java.util.Arrays.fill(content, at, at + (int) length, value);
  }

  /** Nobody can wake the set-up or a check, so only a wait that ends at once is possible. */
  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    if (load(offset, Integer.BYTES, AccessMode.VOLATILE) != expected) {
      return WaitOutcome.CHANGED;
    }
    throw new IllegalStateException(
        "nobody can wake a wait here: field="
            + ranges.names().at(offset)
            + ", offset="
            + offset
            + ", expected="
            + expected
            + "; do: wait in bodies only");
  }

  @Override
  public int wake(long offset, int count) {
    ranges.word(offset, Integer.BYTES);
    return 0;
  }

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.SIMULATED;
  }
}
