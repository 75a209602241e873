package dev.sharelock.model.sampling;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.InstrumentedMemory;
import dev.sharelock.model.memory.UpdateKind;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.scenario.RacyData;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.FailureKind;
import java.util.Arrays;

/** The memory as one simulated process sees it: every access is a step of that process. */
final class SimulatedMemory extends InstrumentedMemory {
  private final World world;
  private final SimulatedProcess process;
  private final Store store;
  private final Trace trace;
  private final Ranges ranges;
  private final RacyData racy;
  private final RacyAccesses racyAccesses;
  private final byte[] one = new byte[Long.BYTES];

  SimulatedMemory(World world, SimulatedProcess process) {
    this.world = world;
    this.process = process;
    this.store = world.store;
    this.trace = world.trace;
    this.ranges = new Ranges(world.store.size(), world.names);
    this.racy = world.scenario.racyData();
    this.racyAccesses = new RacyAccesses(world, process, this);
  }

  @Override
  public long size() {
    return ranges.size();
  }

  private int word(long offset, int bytes) {
    int at = ranges.word(offset, bytes);
    racy.requireNoWord(offset, bytes);
    if ((at & (bytes - 1)) != 0) {
      IllegalArgumentException wrong = Ranges.misaligned(world.names.at(offset), offset, bytes);
      throw world.fail(FailureKind.MIXED_SIZE, process.name() + ": " + wrong.getMessage(), wrong);
    }
    return at;
  }

  private void did(
      EventKind kind, AccessMode mode, int at, int bytes, long read, long written, String note) {
    trace.step(process.index, kind, mode, at, bytes, read, written, note);
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    if (mode == AccessMode.PLAIN && racy.touches(offset, bytes)) {
      return loadData(offset, bytes);
    }
    int at = word(offset, bytes);
    StepKind how = world.before(process, EventKind.READ, at, bytes, mode);
    process.noteRead(at);
    long value = how == StepKind.STALE ? loadOlder(at, bytes, mode) : loadNewest(at, bytes, mode);
    return process.lost.overlay(at, bytes, value);
  }

  private long loadNewest(int at, int bytes, AccessMode mode) {
    long value = store.load(process.index, at, bytes, mode);
    did(EventKind.READ, mode, at, bytes, value, 0, "");
    return value;
  }

  private long loadOlder(int at, int bytes, AccessMode mode) {
    PastWrite write = store.loadOlder(process.index, at, bytes, mode, process.chosenValue);
    world.readStale(process);
    did(EventKind.READ, mode, at, bytes, write.value(), 0, "");
    trace.lastReadsFrom(trace.stepOf(write.process(), write.time()));
    return write.value();
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    if (mode == AccessMode.PLAIN && racy.touches(offset, bytes)) {
      storeData(offset, bytes, value);
      return;
    }
    int at = word(offset, bytes);
    StepKind how = world.before(process, EventKind.WRITE, at, bytes, mode);
    if (how == StepKind.LOSE || process.lost.touches(at, bytes)) {
      byte[] word = new byte[bytes];
      Bytes.put(word, 0, bytes, value);
      process.lost.add(world, process, at, word);
      return;
    }
    store.store(process.index, at, bytes, mode, value);
    did(EventKind.WRITE, mode, at, bytes, 0, value, "");
    world.wrote(process);
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    int at = word(offset, bytes);
    world.before(process, EventKind.UPDATE, at, bytes, mode);
    long found = store.update(process.index, at, bytes, mode, kind, operand);
    long written = Bytes.narrow(kind.apply(found, operand), bytes);
    did(EventKind.UPDATE, mode, at, bytes, found, written, "");
    world.wrote(process);
    return found;
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    int at = word(offset, bytes);
    world.before(process, EventKind.UPDATE, at, bytes, mode);
    return exchange(at, bytes, mode, expected, value);
  }

  private long exchange(int at, int bytes, AccessMode mode, long expected, long value) {
    long found = store.compareAndExchange(process.index, at, bytes, mode, expected, value);
    if (found == expected) {
      did(EventKind.UPDATE, mode, at, bytes, found, value, "");
      world.wrote(process);
    } else {
      process.noteRead(at);
      did(EventKind.FAILED_UPDATE, mode, at, bytes, found, expected, "");
    }
    return found;
  }

  @Override
  protected boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    int at = word(offset, bytes);
    AccessMode atomic = mode == AccessMode.PLAIN ? AccessMode.OPAQUE : mode;
    process.weakExpected(expected);
    StepKind how = world.before(process, EventKind.UPDATE, at, bytes, mode);
    process.notWeak();
    if (how != StepKind.WEAK_FAILURE) {
      return exchange(at, bytes, atomic, expected, value) == expected;
    }
    long found = store.load(process.index, at, bytes, AccessMode.OPAQUE);
    did(EventKind.FAILED_UPDATE, mode, at, bytes, found, expected, "fails without a reason");
    return false;
  }

  @Override
  protected void fence(FenceKind kind) {
    process.pendingFence = kind;
    world.before(process, EventKind.FENCE, -1, 0, null);
    store.fence(process.index, kind);
    did(EventKind.FENCE, null, -1, 0, 0, 0, FenceNames.of(kind));
  }

  @Override
  protected long loadData(long offset, int bytes) {
    readBytes(offset, one, 0, bytes);
    return Bytes.get(one, 0, bytes);
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    Bytes.put(one, 0, bytes, value);
    writeBytes(offset, one, 0, bytes);
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    Ranges.array(target, index, length);
    int at = ranges.data(offset, length);
    if (racy.touches(offset, length)) {
      racyAccesses.read(at, target, index, length);
    } else {
      readQuiet(at, target, index, length);
    }
  }

  /** Reads data that is not racy by design. */
  void readQuiet(int at, byte[] target, int index, int length) {
    world.before(process, EventKind.DATA_READ, at, length, AccessMode.PLAIN);
    store.readData(process.index, at, target, index, length);
    trace.data(process.index, EventKind.DATA_READ, at, target, index, length);
    process.lost.overlay(at, target, index, length);
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    Ranges.array(source, index, length);
    int at = ranges.data(offset, length);
    if (racy.touches(offset, length)) {
      racyAccesses.write(at, source, index, length);
    } else {
      writeQuiet(at, source, index, length);
    }
  }

  /** Writes data that is not racy by design. */
  void writeQuiet(int at, byte[] source, int index, int length) {
    StepKind how = world.before(process, EventKind.DATA_WRITE, at, length, AccessMode.PLAIN);
    if (how == StepKind.LOSE || process.lost.touches(at, length)) {
      process.lost.add(world, process, at, Arrays.copyOfRange(source, index, index + length));
      return;
    }
    store.writeData(process.index, at, source, index, length);
    trace.data(process.index, EventKind.DATA_WRITE, at, source, index, length);
    world.wrote(process);
  }

  /** Reading and writing are two steps, as in a copy by a loop. */
  @Override
  public void copyBytes(long from, long to, long length) {
    ranges.data(to, length);
    int at = ranges.data(from, length);
    byte[] copy = new byte[(int) length];
    readBytes(at, copy, 0, copy.length);
    writeBytes(to, copy, 0, copy.length);
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    ranges.data(offset, length);
    byte[] filling = new byte[(int) length];
    Arrays.fill(filling, value);
    writeBytes(offset, filling, 0, filling.length);
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    int at = word(offset, Integer.BYTES);
    world.before(process, EventKind.WAIT, at, Integer.BYTES, null);
    store.fence(process.index, FenceKind.FULL);
    int found = (int) store.load(process.index, at, Integer.BYTES, AccessMode.OPAQUE);
    if (found != expected) {
      did(EventKind.WAIT, null, at, Integer.BYTES, found, expected, "changed");
      return WaitOutcome.CHANGED;
    }
    if (Deadline.passed(deadlineNanos, world.clock())) {
      did(EventKind.TIME_OUT, null, at, Integer.BYTES, found, expected, "at once");
      return WaitOutcome.TIMED_OUT;
    }
    did(EventKind.WAIT, null, at, Integer.BYTES, found, expected, "sleeps");
    world.sleep(process, at, expected, deadlineNanos);
    return wakeUp(at, expected);
  }

  private WaitOutcome wakeUp(int at, int expected) {
    int found = (int) Bytes.get(store.content(), at, Integer.BYTES);
    WaitOutcome outcome = process.waitOutcome();
    if (outcome == WaitOutcome.TIMED_OUT) {
      did(EventKind.TIME_OUT, null, at, Integer.BYTES, found, expected, "");
    } else {
      String note = process.wokenBy < 0 ? "wakes without a reason" : "wakes";
      did(EventKind.WAIT, null, at, Integer.BYTES, found, expected, note);
    }
    process.wokenBy = -1;
    return outcome;
  }

  @Override
  public int wake(long offset, int count) {
    int at = word(offset, Integer.BYTES);
    if (count < 1) {
      throw new IllegalArgumentException(
          "number of processes to wake is not positive: count="
              + count
              + "; do: pass at least 1, Integer.MAX_VALUE for all");
    }
    process.alternatives = count;
    StepKind how = world.before(process, EventKind.WAKE, at, Integer.BYTES, null);
    store.fence(process.index, FenceKind.FULL);
    int skip = how == StepKind.WAKE ? process.chosenValue : 0;
    int woken = world.sleepers.wake(process, at, count, skip);
    did(EventKind.WAKE, null, at, Integer.BYTES, woken, count, "");
    return woken;
  }

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.SIMULATED;
  }
}
