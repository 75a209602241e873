package dev.sharelock.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** The 64-bit words of a memory segment. Each method is the access mode of the same name. */
abstract class SegmentLongWords implements LongWords {

  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle().withInvokeExactBehavior();

  /** The memory; always the same. */
  abstract MemorySegment segment();

  @Override
  public final long getLongPlain(long offset) {
    return (long) WORD.get(segment(), offset);
  }

  @Override
  public final long getLongOpaque(long offset) {
    return (long) WORD.getOpaque(segment(), offset);
  }

  @Override
  public final long getLongAcquire(long offset) {
    return (long) WORD.getAcquire(segment(), offset);
  }

  @Override
  public final long getLongVolatile(long offset) {
    return (long) WORD.getVolatile(segment(), offset);
  }

  @Override
  public final void setLongPlain(long offset, long value) {
    WORD.set(segment(), offset, value);
  }

  @Override
  public final void setLongOpaque(long offset, long value) {
    WORD.setOpaque(segment(), offset, value);
  }

  @Override
  public final void setLongRelease(long offset, long value) {
    WORD.setRelease(segment(), offset, value);
  }

  @Override
  public final void setLongVolatile(long offset, long value) {
    WORD.setVolatile(segment(), offset, value);
  }

  @Override
  public final boolean compareAndSetLong(long offset, long expected, long value) {
    return WORD.compareAndSet(segment(), offset, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLong(long offset, long expected, long value) {
    return WORD.weakCompareAndSet(segment(), offset, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLongPlain(long offset, long expected, long value) {
    return WORD.weakCompareAndSetPlain(segment(), offset, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLongAcquire(long offset, long expected, long value) {
    return WORD.weakCompareAndSetAcquire(segment(), offset, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLongRelease(long offset, long expected, long value) {
    return WORD.weakCompareAndSetRelease(segment(), offset, expected, value);
  }

  @Override
  public final long compareAndExchangeLong(long offset, long expected, long value) {
    return (long) WORD.compareAndExchange(segment(), offset, expected, value);
  }

  @Override
  public final long compareAndExchangeLongAcquire(long offset, long expected, long value) {
    return (long) WORD.compareAndExchangeAcquire(segment(), offset, expected, value);
  }

  @Override
  public final long compareAndExchangeLongRelease(long offset, long expected, long value) {
    return (long) WORD.compareAndExchangeRelease(segment(), offset, expected, value);
  }

  @Override
  public final long getAndSetLong(long offset, long value) {
    return (long) WORD.getAndSet(segment(), offset, value);
  }

  @Override
  public final long getAndSetLongAcquire(long offset, long value) {
    return (long) WORD.getAndSetAcquire(segment(), offset, value);
  }

  @Override
  public final long getAndSetLongRelease(long offset, long value) {
    return (long) WORD.getAndSetRelease(segment(), offset, value);
  }

  @Override
  public final long getAndAddLong(long offset, long delta) {
    return (long) WORD.getAndAdd(segment(), offset, delta);
  }

  @Override
  public final long getAndAddLongAcquire(long offset, long delta) {
    return (long) WORD.getAndAddAcquire(segment(), offset, delta);
  }

  @Override
  public final long getAndAddLongRelease(long offset, long delta) {
    return (long) WORD.getAndAddRelease(segment(), offset, delta);
  }

  @Override
  public final long getAndBitwiseOrLong(long offset, long mask) {
    return (long) WORD.getAndBitwiseOr(segment(), offset, mask);
  }

  @Override
  public final long getAndBitwiseOrLongAcquire(long offset, long mask) {
    return (long) WORD.getAndBitwiseOrAcquire(segment(), offset, mask);
  }

  @Override
  public final long getAndBitwiseOrLongRelease(long offset, long mask) {
    return (long) WORD.getAndBitwiseOrRelease(segment(), offset, mask);
  }

  @Override
  public final long getAndBitwiseAndLong(long offset, long mask) {
    return (long) WORD.getAndBitwiseAnd(segment(), offset, mask);
  }

  @Override
  public final long getAndBitwiseAndLongAcquire(long offset, long mask) {
    return (long) WORD.getAndBitwiseAndAcquire(segment(), offset, mask);
  }

  @Override
  public final long getAndBitwiseAndLongRelease(long offset, long mask) {
    return (long) WORD.getAndBitwiseAndRelease(segment(), offset, mask);
  }

  @Override
  public final long getAndBitwiseXorLong(long offset, long mask) {
    return (long) WORD.getAndBitwiseXor(segment(), offset, mask);
  }

  @Override
  public final long getAndBitwiseXorLongAcquire(long offset, long mask) {
    return (long) WORD.getAndBitwiseXorAcquire(segment(), offset, mask);
  }

  @Override
  public final long getAndBitwiseXorLongRelease(long offset, long mask) {
    return (long) WORD.getAndBitwiseXorRelease(segment(), offset, mask);
  }
}
