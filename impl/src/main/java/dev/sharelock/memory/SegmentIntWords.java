package dev.sharelock.memory;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** The 32-bit words of a memory segment. Each method is the access mode of the same name. */
abstract class SegmentIntWords extends SegmentLongWords implements IntWords {

  private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();

  @Override
  public final int getIntPlain(long offset) {
    return (int) WORD.get(segment(), offset);
  }

  @Override
  public final int getIntOpaque(long offset) {
    return (int) WORD.getOpaque(segment(), offset);
  }

  @Override
  public final int getIntAcquire(long offset) {
    return (int) WORD.getAcquire(segment(), offset);
  }

  @Override
  public final int getIntVolatile(long offset) {
    return (int) WORD.getVolatile(segment(), offset);
  }

  @Override
  public final void setIntPlain(long offset, int value) {
    WORD.set(segment(), offset, value);
  }

  @Override
  public final void setIntOpaque(long offset, int value) {
    WORD.setOpaque(segment(), offset, value);
  }

  @Override
  public final void setIntRelease(long offset, int value) {
    WORD.setRelease(segment(), offset, value);
  }

  @Override
  public final void setIntVolatile(long offset, int value) {
    WORD.setVolatile(segment(), offset, value);
  }

  @Override
  public final boolean compareAndSetInt(long offset, int expected, int value) {
    return WORD.compareAndSet(segment(), offset, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetInt(long offset, int expected, int value) {
    return WORD.weakCompareAndSet(segment(), offset, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetIntPlain(long offset, int expected, int value) {
    return WORD.weakCompareAndSetPlain(segment(), offset, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetIntAcquire(long offset, int expected, int value) {
    return WORD.weakCompareAndSetAcquire(segment(), offset, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetIntRelease(long offset, int expected, int value) {
    return WORD.weakCompareAndSetRelease(segment(), offset, expected, value);
  }

  @Override
  public final int compareAndExchangeInt(long offset, int expected, int value) {
    return (int) WORD.compareAndExchange(segment(), offset, expected, value);
  }

  @Override
  public final int compareAndExchangeIntAcquire(long offset, int expected, int value) {
    return (int) WORD.compareAndExchangeAcquire(segment(), offset, expected, value);
  }

  @Override
  public final int compareAndExchangeIntRelease(long offset, int expected, int value) {
    return (int) WORD.compareAndExchangeRelease(segment(), offset, expected, value);
  }

  @Override
  public final int getAndSetInt(long offset, int value) {
    return (int) WORD.getAndSet(segment(), offset, value);
  }

  @Override
  public final int getAndSetIntAcquire(long offset, int value) {
    return (int) WORD.getAndSetAcquire(segment(), offset, value);
  }

  @Override
  public final int getAndSetIntRelease(long offset, int value) {
    return (int) WORD.getAndSetRelease(segment(), offset, value);
  }

  @Override
  public final int getAndAddInt(long offset, int delta) {
    return (int) WORD.getAndAdd(segment(), offset, delta);
  }

  @Override
  public final int getAndAddIntAcquire(long offset, int delta) {
    return (int) WORD.getAndAddAcquire(segment(), offset, delta);
  }

  @Override
  public final int getAndAddIntRelease(long offset, int delta) {
    return (int) WORD.getAndAddRelease(segment(), offset, delta);
  }

  @Override
  public final int getAndBitwiseOrInt(long offset, int mask) {
    return (int) WORD.getAndBitwiseOr(segment(), offset, mask);
  }

  @Override
  public final int getAndBitwiseOrIntAcquire(long offset, int mask) {
    return (int) WORD.getAndBitwiseOrAcquire(segment(), offset, mask);
  }

  @Override
  public final int getAndBitwiseOrIntRelease(long offset, int mask) {
    return (int) WORD.getAndBitwiseOrRelease(segment(), offset, mask);
  }

  @Override
  public final int getAndBitwiseAndInt(long offset, int mask) {
    return (int) WORD.getAndBitwiseAnd(segment(), offset, mask);
  }

  @Override
  public final int getAndBitwiseAndIntAcquire(long offset, int mask) {
    return (int) WORD.getAndBitwiseAndAcquire(segment(), offset, mask);
  }

  @Override
  public final int getAndBitwiseAndIntRelease(long offset, int mask) {
    return (int) WORD.getAndBitwiseAndRelease(segment(), offset, mask);
  }

  @Override
  public final int getAndBitwiseXorInt(long offset, int mask) {
    return (int) WORD.getAndBitwiseXor(segment(), offset, mask);
  }

  @Override
  public final int getAndBitwiseXorIntAcquire(long offset, int mask) {
    return (int) WORD.getAndBitwiseXorAcquire(segment(), offset, mask);
  }

  @Override
  public final int getAndBitwiseXorIntRelease(long offset, int mask) {
    return (int) WORD.getAndBitwiseXorRelease(segment(), offset, mask);
  }
}
