package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.Arrays;

/** A thread of a program over the graph machine. */
final class ProgramThread implements ThreadContext {
  static final long[] NOTHING = {};

  private final int index;
  private final GraphMachine machine;
  private final Locations locations;
  private final SharedMemory memory;
  private long[] observed = new long[4];
  private int observedCount;

  ProgramThread(int index, GraphMachine machine, Locations locations, SharedMemory memory) {
    this.index = index;
    this.machine = machine;
    this.locations = locations;
    this.memory = memory;
  }

  /** Forgets what an earlier run observed. */
  void reset() {
    observedCount = 0;
  }

  long[] observed() {
    return observedCount == 0 ? NOTHING : Arrays.copyOf(observed, observedCount);
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public SharedMemory memory() {
    return memory;
  }

  @Override
  public long load(long offset, Ordering ordering) {
    return machine.load(locations.word(offset, 8), Mode.ofRead(ordering.bits));
  }

  @Override
  public void store(long offset, Ordering ordering, long value) {
    machine.store(locations.word(offset, 8), Mode.ofWrite(ordering.bits), value);
  }

  @Override
  public long update(long offset, Ordering ordering, UpdateKind kind, long operand) {
    return machine.update(locations.word(offset, 8), ordering.bits, kind, operand, 8);
  }

  @Override
  public long compareAndExchange(long offset, Ordering ordering, long expected, long value) {
    return machine.compareAndExchange(locations.word(offset, 8), ordering.bits, expected, value);
  }

  @Override
  public boolean weakCompareAndSet(long offset, Ordering ordering, long expected, long value) {
    return machine.weakCompareAndSet(locations.word(offset, 8), ordering.bits, expected, value);
  }

  @Override
  public void fence(FenceKind kind) {
    machine.fence(kind);
  }

  @Override
  public void assume(boolean condition) {
    machine.assume(condition);
  }

  @Override
  public void spinHint() {
    machine.spinHint();
  }

  @Override
  public int choose(int alternatives) {
    return machine.choose(alternatives);
  }

  @Override
  public void observe(long value) {
    if (observedCount == observed.length) {
      observed = Arrays.copyOf(observed, observedCount * 2);
    }
    observed[observedCount++] = value;
  }
}
