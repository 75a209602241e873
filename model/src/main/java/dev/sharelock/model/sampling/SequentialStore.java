package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.Arrays;

/**
 * A sequentially consistent memory: a read sees the last write. Which accesses are ordered is
 * tracked nevertheless, by the modes of the accesses, so that a data race is found although the
 * values read here are right.
 */
final class SequentialStore implements Store {
  private static final int GRANULE_SHIFT = 3;
  private static final int IN_GRANULE = Granule.SIZE - 1;

  private final byte[] bytes;
  private final byte[] initial;
  private final byte[] wordsOfSetUp;
  private final Granule[] granules;
  private final Clocks clocks;
  private final Findings findings;
  private final RacyHistory racy = new RacyHistory();
  private int[] changed = new int[64];
  private int changes;
  private int execution = 1;
  private long fingerprint;
  private long writes;

  /**
   * Takes over the memory that a set-up has left.
   *
   * @param wordsOfSetUp the words accessed, of each eight bytes, as in {@link Granule#words}
   */
  SequentialStore(byte[] content, byte[] wordsOfSetUp, int processes, Findings findings) {
    this.bytes = content;
    this.initial = content.clone();
    this.wordsOfSetUp = wordsOfSetUp;
    this.granules = new Granule[(content.length + IN_GRANULE) >> GRANULE_SHIFT];
    this.clocks = new Clocks(processes);
    this.findings = findings;
  }

  @Override
  public void begin() {
    for (int i = 0; i < changes; i++) {
      int from = changed[i] << GRANULE_SHIFT;
      int length = Math.min(Granule.SIZE, bytes.length - from);
      System.arraycopy(initial, from, bytes, from, length);
    }
    changes = 0;
    execution++;
    fingerprint = 0;
    writes = 0;
    clocks.begin();
    racy.begin();
  }

  @Override
  public long size() {
    return bytes.length;
  }

  private Granule granule(int index) {
    Granule granule = granules[index];
    if (granule == null) {
      granule = new Granule(clocks.processes());
      granules[index] = granule;
    }
    granule.enter(execution, wordsOfSetUp[index]);
    return granule;
  }

  private static int half(int offset) {
    return (offset & IN_GRANULE) >> 2;
  }

  private static int mask(int offset, int length) {
    return ((1 << length) - 1) << (offset & IN_GRANULE);
  }

  private Granule word(int process, int offset, int length) {
    clocks.tick(process);
    Granule granule = granule(offset >> GRANULE_SHIFT);
    if (!granule.claimWord(half(offset), length)) {
      throw findings.mixedSize(process, offset, length);
    }
    return granule;
  }

  private void touch(
      Granule granule, int process, int offset, int length, boolean write, boolean atomic) {
    int mask = mask(offset, length);
    int other = granule.access(mask, process, clocks.of(process), write, atomic);
    if (other != Shadow.NONE) {
      throw findings.race(process, offset, other, granule.timeOf(mask, other, write, atomic));
    }
  }

  private void read(Granule granule, int process, int offset, boolean acquires) {
    int[] carried = granule.carriedBy(half(offset));
    if (carried != null) {
      clocks.read(process, carried, acquires);
    }
  }

  private void write(Granule granule, int process, int offset, int length, long value) {
    beforeChange(granule, offset >> GRANULE_SHIFT);
    Bytes.put(bytes, offset, length, value);
    afterChange(offset >> GRANULE_SHIFT);
    writes++;
  }

  /** A release write carries all that its process knows, any other what it knew at its fence. */
  private void carry(Granule granule, int process, int offset, AccessMode mode) {
    granule.carry(half(offset), mode.releases() ? clocks.of(process) : clocks.fenced(process));
  }

  private void beforeChange(Granule granule, int index) {
    if (!granule.markDirty()) {
      if (changes == changed.length) {
        changed = Arrays.copyOf(changed, 2 * changes);
      }
      changed[changes++] = index;
    }
    fingerprint -= print(index);
  }

  private void afterChange(int index) {
    fingerprint += print(index);
  }

  private long print(int index) {
    int from = index << GRANULE_SHIFT;
    long value =
        from + Granule.SIZE <= bytes.length
            ? Bytes.get(bytes, from, Granule.SIZE)
            : Bytes.head(bytes, from, bytes.length - from);
    return SplitMix.mix(value + SplitMix.mix(index));
  }

  @Override
  public long load(int process, int offset, int length, AccessMode mode) {
    Granule granule = word(process, offset, length);
    touch(granule, process, offset, length, false, mode != AccessMode.PLAIN);
    read(granule, process, offset, mode.acquires());
    return Bytes.get(bytes, offset, length);
  }

  @Override
  public void store(int process, int offset, int length, AccessMode mode, long value) {
    Granule granule = word(process, offset, length);
    touch(granule, process, offset, length, true, mode != AccessMode.PLAIN);
    write(granule, process, offset, length, value);
    carry(granule, process, offset, mode);
  }

  @Override
  public long update(
      int process, int offset, int length, AccessMode mode, UpdateKind kind, long operand) {
    Granule granule = word(process, offset, length);
    touch(granule, process, offset, length, true, true);
    read(granule, process, offset, mode.acquires());
    long found = Bytes.get(bytes, offset, length);
    write(granule, process, offset, length, kind.apply(found, operand));
    carry(granule, process, offset, mode);
    return found;
  }

  @Override
  public long compareAndExchange(
      int process, int offset, int length, AccessMode mode, long expected, long value) {
    Granule granule = word(process, offset, length);
    long found = Bytes.get(bytes, offset, length);
    boolean replaces = found == Bytes.narrow(expected, length);
    touch(granule, process, offset, length, replaces, true);
    read(granule, process, offset, mode.acquires());
    if (replaces) {
      write(granule, process, offset, length, value);
      carry(granule, process, offset, mode);
    }
    return found;
  }

  /**
   * The light fence orders nothing by itself. The fences for loads alone and for stores alone count
   * as acquire and release fences here, which may hide a race that the exhaustive engine finds.
   */
  @Override
  public void fence(int process, FenceKind kind) {
    clocks.tick(process);
    if (kind != FenceKind.LIGHT && kind != FenceKind.RELEASE && kind != FenceKind.STORE_STORE) {
      clocks.acquireFence(process);
    }
    if (kind != FenceKind.LIGHT && kind != FenceKind.ACQUIRE && kind != FenceKind.LOAD_LOAD) {
      clocks.releaseFence(process);
    }
  }

  @Override
  public void readData(int process, int offset, byte[] target, int index, int length) {
    clocks.tick(process);
    touchData(process, offset, length, false);
    System.arraycopy(bytes, offset, target, index, length);
  }

  @Override
  public void writeData(int process, int offset, byte[] source, int index, int length) {
    clocks.tick(process);
    touchData(process, offset, length, true);
    prepareChange(offset, length);
    System.arraycopy(source, index, bytes, offset, length);
    finishChange(offset, length);
  }

  @Override
  public void copyData(int process, int from, int to, int length) {
    clocks.tick(process);
    touchData(process, from, length, false);
    touchData(process, to, length, true);
    prepareChange(to, length);
    System.arraycopy(bytes, from, bytes, to, length);
    finishChange(to, length);
  }

  @Override
  public int racyChoices(int process, int offset) {
    return racy.choices(offset, clocks.of(process));
  }

  @Override
  public RacyHistory.Write readRacy(int process, int offset, int length, int back) {
    clocks.tick(process);
    RacyHistory.Write write = racy.read(offset, clocks.of(process), back);
    if (write == null) {
      return RacyHistory.Write.ofSetUp(Bytes.get(initial, offset, length));
    }
    clocks.read(process, write.carried(), false);
    return write;
  }

  @Override
  public void writeRacy(int process, int offset, int length, long value) {
    int time = clocks.tick(process);
    int[] known = clocks.of(process).clone();
    int[] carried = clocks.fenced(process).clone();
    racy.add(offset, new RacyHistory.Write(process, time, known, carried, value));
    prepareChange(offset, length);
    Bytes.put(bytes, offset, length, value);
    finishChange(offset, length);
  }

  private void touchData(int process, int offset, int length, boolean write) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int part = Math.min(end - at, Granule.SIZE - (at & IN_GRANULE));
      Granule granule = granule(at >> GRANULE_SHIFT);
      touch(granule, process, at, part, write, false);
      if (write) {
        granule.replaceByData(mask(at, part));
      }
      at += part;
    }
  }

  private void prepareChange(int offset, int length) {
    if (length > 0) {
      for (int i = offset >> GRANULE_SHIFT; i <= offset + length - 1 >> GRANULE_SHIFT; i++) {
        beforeChange(granule(i), i);
      }
    }
  }

  private void finishChange(int offset, int length) {
    if (length > 0) {
      for (int i = offset >> GRANULE_SHIFT; i <= offset + length - 1 >> GRANULE_SHIFT; i++) {
        afterChange(i);
      }
    }
    writes++;
  }

  @Override
  public void follow(int process, int former) {
    clocks.follow(process, former);
  }

  @Override
  public int timeOf(int process) {
    return clocks.of(process)[process];
  }

  @Override
  public byte[] content() {
    return bytes;
  }

  @Override
  public long fingerprint() {
    return fingerprint;
  }

  @Override
  public long writes() {
    return writes;
  }
}
