package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.Arrays;

/**
 * A memory in which a read sees the last write, unless it is told to leave out some of the newest
 * ones: without such stale reads an execution is sequentially consistent. Which accesses are
 * ordered is tracked anyway, by the modes of the accesses, so that a data race is found although
 * the values read are right.
 */
final class ViewStore implements Store {
  private static final int GRANULE_SHIFT = 3;
  private static final int IN_GRANULE = Granule.SIZE - 1;

  private final byte[] bytes;
  private final byte[] initial;
  private final byte[] wordsOfSetUp;
  private final Granule[] granules;
  private final Clocks clocks;
  private final Findings findings;
  private final RacyHistory racy = new RacyHistory();
  private final Views views;
  private boolean weak;
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
  ViewStore(byte[] content, byte[] wordsOfSetUp, int processes, Findings findings) {
    this.bytes = content;
    this.initial = content.clone();
    this.wordsOfSetUp = wordsOfSetUp;
    this.granules = new Granule[(content.length + IN_GRANULE) >> GRANULE_SHIFT];
    this.clocks = new Clocks(processes);
    this.views = new Views(processes, content.length);
    this.findings = findings;
  }

  @Override
  public void begin(boolean mayBeStale) {
    weak = mayBeStale;
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
    if (weak) {
      views.begin();
    }
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

  private int tick(int process) {
    if (weak) {
      views.tick(process);
    }
    return clocks.tick(process);
  }

  private static int half(int offset) {
    return (offset & IN_GRANULE) >> 2;
  }

  private static int mask(int offset, int length) {
    return ((1 << length) - 1) << (offset & IN_GRANULE);
  }

  private Granule word(int process, int offset, int length) {
    tick(process);
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

  /** Reads what the word holds. */
  private long read(Granule granule, int process, int offset, int length, AccessMode mode) {
    int[] carried = granule.carriedBy(half(offset));
    if (carried != null) {
      clocks.read(process, carried, mode.acquires());
    }
    long value = Bytes.get(bytes, offset, length);
    if (weak) {
      views.read(process, offset, mode, value, 0);
    }
    return value;
  }

  /** A release write carries all that its process knows, any other what it knew at its fence. */
  private void write(
      Granule granule, int process, int offset, int length, AccessMode mode, long value) {
    int[] carried = mode.releases() ? clocks.of(process) : clocks.fenced(process);
    if (weak) {
      int time = clocks.of(process)[process];
      int[] seen = views.carried(process, mode);
      PastWrite write =
          new PastWrite(process, time, Bytes.narrow(value, length), carried.clone(), seen);
      views.write(offset, mode, Bytes.get(bytes, offset, length), write);
    }
    beforeChange(granule, offset >> GRANULE_SHIFT);
    Bytes.put(bytes, offset, length, value);
    afterChange(offset >> GRANULE_SHIFT);
    writes++;
    granule.carry(half(offset), carried);
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
    return read(granule, process, offset, length, mode);
  }

  @Override
  public int olderValues(int process, int offset, int length, AccessMode mode) {
    return weak ? views.older(process, offset, mode, Bytes.get(bytes, offset, length)) : 0;
  }

  @Override
  public PastWrite loadOlder(int process, int offset, int length, AccessMode mode, int back) {
    Granule granule = word(process, offset, length);
    touch(granule, process, offset, length, false, true);
    PastWrite write = views.read(process, offset, mode, Bytes.get(bytes, offset, length), back);
    if (write.carried() != null) {
      clocks.read(process, write.carried(), mode.acquires());
    }
    return write;
  }

  @Override
  public void store(int process, int offset, int length, AccessMode mode, long value) {
    Granule granule = word(process, offset, length);
    touch(granule, process, offset, length, true, mode != AccessMode.PLAIN);
    write(granule, process, offset, length, mode, value);
  }

  @Override
  public long update(
      int process, int offset, int length, AccessMode mode, UpdateKind kind, long operand) {
    Granule granule = word(process, offset, length);
    touch(granule, process, offset, length, true, true);
    long found = read(granule, process, offset, length, mode);
    write(granule, process, offset, length, mode, kind.apply(found, operand));
    return found;
  }

  @Override
  public long compareAndExchange(
      int process, int offset, int length, AccessMode mode, long expected, long value) {
    Granule granule = word(process, offset, length);
    long found = Bytes.get(bytes, offset, length);
    boolean replaces = found == Bytes.narrow(expected, length);
    touch(granule, process, offset, length, replaces, true);
    read(granule, process, offset, length, mode);
    if (replaces) {
      write(granule, process, offset, length, mode, value);
    }
    return found;
  }

  /**
   * The light fence orders nothing by itself. The fences for loads alone and for stores alone count
   * as acquire and release fences here, which may hide a race that the exhaustive engine finds.
   */
  @Override
  public void fence(int process, FenceKind kind) {
    tick(process);
    if (kind != FenceKind.LIGHT && kind != FenceKind.RELEASE && kind != FenceKind.STORE_STORE) {
      clocks.acquireFence(process);
    }
    if (kind != FenceKind.LIGHT && kind != FenceKind.ACQUIRE && kind != FenceKind.LOAD_LOAD) {
      clocks.releaseFence(process);
    }
    if (weak) {
      views.fence(process, kind);
    }
  }

  @Override
  public void readData(int process, int offset, byte[] target, int index, int length) {
    tick(process);
    touchData(process, offset, length, false);
    System.arraycopy(bytes, offset, target, index, length);
  }

  @Override
  public void writeData(int process, int offset, byte[] source, int index, int length) {
    tick(process);
    touchData(process, offset, length, true);
    prepareChange(offset, length);
    System.arraycopy(source, index, bytes, offset, length);
    finishChange(offset, length);
  }

  @Override
  public void copyData(int process, int from, int to, int length) {
    tick(process);
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
    tick(process);
    RacyHistory.Write write = racy.read(offset, clocks.of(process), back);
    if (write == null) {
      return RacyHistory.Write.ofSetUp(Bytes.get(initial, offset, length));
    }
    clocks.read(process, write.carried(), false);
    if (weak) {
      views.read(process, write.seen(), AccessMode.PLAIN);
    }
    return write;
  }

  @Override
  public void writeRacy(int process, int offset, int length, long value) {
    int time = tick(process);
    int[] known = clocks.of(process).clone();
    int[] carried = clocks.fenced(process).clone();
    int[] seen = weak ? views.carried(process, AccessMode.PLAIN) : null;
    racy.add(offset, new RacyHistory.Write(process, time, known, carried, seen, value));
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
        replaceByData(granule, at, part);
      }
      at += part;
    }
  }

  private void replaceByData(Granule granule, int offset, int length) {
    int halves = granule.replaceByData(mask(offset, length));
    if (weak) {
      views.replaceByData(offset >> GRANULE_SHIFT, halves);
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
    if (weak) {
      views.follow(process, former);
    }
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
