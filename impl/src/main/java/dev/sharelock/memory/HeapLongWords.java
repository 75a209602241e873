package dev.sharelock.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The 64-bit words of a heap array. Each method is the access mode of the same name. */
abstract class HeapLongWords implements LongWords {

  /** The elements of {@link #cells}. */
  static final VarHandle CELL =
      MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

  /** The memory, eight bytes in each element. */
  final long[] cells;

  HeapLongWords(int cells) {
    this.cells = new long[cells];
  }

  /** Finds the element that is a word. */
  private int cell(long offset) {
    return HeapBounds.cell(offset, 8, cells.length);
  }

  @Override
  public final long getLongPlain(long offset) {
    return (long) CELL.get(cells, cell(offset));
  }

  @Override
  public final long getLongOpaque(long offset) {
    return (long) CELL.getOpaque(cells, cell(offset));
  }

  @Override
  public final long getLongAcquire(long offset) {
    return (long) CELL.getAcquire(cells, cell(offset));
  }

  @Override
  public final long getLongVolatile(long offset) {
    return (long) CELL.getVolatile(cells, cell(offset));
  }

  @Override
  public final void setLongPlain(long offset, long value) {
    CELL.set(cells, cell(offset), value);
  }

  @Override
  public final void setLongOpaque(long offset, long value) {
    CELL.setOpaque(cells, cell(offset), value);
  }

  @Override
  public final void setLongRelease(long offset, long value) {
    CELL.setRelease(cells, cell(offset), value);
  }

  @Override
  public final void setLongVolatile(long offset, long value) {
    CELL.setVolatile(cells, cell(offset), value);
  }

  @Override
  public final boolean compareAndSetLong(long offset, long expected, long value) {
    return CELL.compareAndSet(cells, cell(offset), expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLong(long offset, long expected, long value) {
    return CELL.weakCompareAndSet(cells, cell(offset), expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLongPlain(long offset, long expected, long value) {
    return CELL.weakCompareAndSetPlain(cells, cell(offset), expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLongAcquire(long offset, long expected, long value) {
    return CELL.weakCompareAndSetAcquire(cells, cell(offset), expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLongRelease(long offset, long expected, long value) {
    return CELL.weakCompareAndSetRelease(cells, cell(offset), expected, value);
  }

  @Override
  public final long compareAndExchangeLong(long offset, long expected, long value) {
    return (long) CELL.compareAndExchange(cells, cell(offset), expected, value);
  }

  @Override
  public final long compareAndExchangeLongAcquire(long offset, long expected, long value) {
    return (long) CELL.compareAndExchangeAcquire(cells, cell(offset), expected, value);
  }

  @Override
  public final long compareAndExchangeLongRelease(long offset, long expected, long value) {
    return (long) CELL.compareAndExchangeRelease(cells, cell(offset), expected, value);
  }

  @Override
  public final long getAndSetLong(long offset, long value) {
    return (long) CELL.getAndSet(cells, cell(offset), value);
  }

  @Override
  public final long getAndSetLongAcquire(long offset, long value) {
    return (long) CELL.getAndSetAcquire(cells, cell(offset), value);
  }

  @Override
  public final long getAndSetLongRelease(long offset, long value) {
    return (long) CELL.getAndSetRelease(cells, cell(offset), value);
  }

  @Override
  public final long getAndAddLong(long offset, long delta) {
    return (long) CELL.getAndAdd(cells, cell(offset), delta);
  }

  @Override
  public final long getAndAddLongAcquire(long offset, long delta) {
    return (long) CELL.getAndAddAcquire(cells, cell(offset), delta);
  }

  @Override
  public final long getAndAddLongRelease(long offset, long delta) {
    return (long) CELL.getAndAddRelease(cells, cell(offset), delta);
  }

  @Override
  public final long getAndBitwiseOrLong(long offset, long mask) {
    return (long) CELL.getAndBitwiseOr(cells, cell(offset), mask);
  }

  @Override
  public final long getAndBitwiseOrLongAcquire(long offset, long mask) {
    return (long) CELL.getAndBitwiseOrAcquire(cells, cell(offset), mask);
  }

  @Override
  public final long getAndBitwiseOrLongRelease(long offset, long mask) {
    return (long) CELL.getAndBitwiseOrRelease(cells, cell(offset), mask);
  }

  @Override
  public final long getAndBitwiseAndLong(long offset, long mask) {
    return (long) CELL.getAndBitwiseAnd(cells, cell(offset), mask);
  }

  @Override
  public final long getAndBitwiseAndLongAcquire(long offset, long mask) {
    return (long) CELL.getAndBitwiseAndAcquire(cells, cell(offset), mask);
  }

  @Override
  public final long getAndBitwiseAndLongRelease(long offset, long mask) {
    return (long) CELL.getAndBitwiseAndRelease(cells, cell(offset), mask);
  }

  @Override
  public final long getAndBitwiseXorLong(long offset, long mask) {
    return (long) CELL.getAndBitwiseXor(cells, cell(offset), mask);
  }

  @Override
  public final long getAndBitwiseXorLongAcquire(long offset, long mask) {
    return (long) CELL.getAndBitwiseXorAcquire(cells, cell(offset), mask);
  }

  @Override
  public final long getAndBitwiseXorLongRelease(long offset, long mask) {
    return (long) CELL.getAndBitwiseXorRelease(cells, cell(offset), mask);
  }
}
