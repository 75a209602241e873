package dev.sharelock.model.memory;

import dev.sharelock.memory.SharedMemory;

/**
 * A shared memory in which every word access goes through one of five methods, so that an engine
 * sees each as one step. 32-bit words travel as sign-extended longs.
 */
public abstract class InstrumentedMemory implements SharedMemory {

  /** Reads a word of 4 or 8 bytes. */
  protected abstract long load(long offset, int bytes, AccessMode mode);

  /** Writes a word of 4 or 8 bytes. */
  protected abstract void store(long offset, int bytes, AccessMode mode, long value);

  /** Replaces a word unconditionally and returns what it held. */
  protected abstract long update(
      long offset, int bytes, AccessMode mode, UpdateKind kind, long operand);

  /** Replaces a word if it holds the expected value and returns what it held. */
  protected abstract long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value);

  /**
   * Like {@link #compareAndExchange}, but may fail spuriously; returns whether it replaced the
   * word.
   */
  protected abstract boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value);

  /** A fence. */
  protected abstract void fence(FenceKind kind);

  /** Reads plain data of 1, 2, 4 or 8 bytes, sign-extended. */
  protected abstract long loadData(long offset, int bytes);

  /** Writes plain data of 1, 2, 4 or 8 bytes. */
  protected abstract void storeData(long offset, int bytes, long value);

  @Override
  public final long getLongPlain(long offset) {
    return load(offset, 8, AccessMode.PLAIN);
  }

  @Override
  public final long getLongOpaque(long offset) {
    return load(offset, 8, AccessMode.OPAQUE);
  }

  @Override
  public final long getLongAcquire(long offset) {
    return load(offset, 8, AccessMode.ACQUIRE);
  }

  @Override
  public final long getLongVolatile(long offset) {
    return load(offset, 8, AccessMode.VOLATILE);
  }

  @Override
  public final void setLongPlain(long offset, long value) {
    store(offset, 8, AccessMode.PLAIN, value);
  }

  @Override
  public final void setLongOpaque(long offset, long value) {
    store(offset, 8, AccessMode.OPAQUE, value);
  }

  @Override
  public final void setLongRelease(long offset, long value) {
    store(offset, 8, AccessMode.RELEASE, value);
  }

  @Override
  public final void setLongVolatile(long offset, long value) {
    store(offset, 8, AccessMode.VOLATILE, value);
  }

  @Override
  public final boolean compareAndSetLong(long offset, long expected, long value) {
    return compareAndExchange(offset, 8, AccessMode.VOLATILE, expected, value) == expected;
  }

  @Override
  public final boolean weakCompareAndSetLong(long offset, long expected, long value) {
    return weakCompareAndSet(offset, 8, AccessMode.VOLATILE, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLongPlain(long offset, long expected, long value) {
    return weakCompareAndSet(offset, 8, AccessMode.PLAIN, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLongAcquire(long offset, long expected, long value) {
    return weakCompareAndSet(offset, 8, AccessMode.ACQUIRE, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetLongRelease(long offset, long expected, long value) {
    return weakCompareAndSet(offset, 8, AccessMode.RELEASE, expected, value);
  }

  @Override
  public final long compareAndExchangeLong(long offset, long expected, long value) {
    return compareAndExchange(offset, 8, AccessMode.VOLATILE, expected, value);
  }

  @Override
  public final long compareAndExchangeLongAcquire(long offset, long expected, long value) {
    return compareAndExchange(offset, 8, AccessMode.ACQUIRE, expected, value);
  }

  @Override
  public final long compareAndExchangeLongRelease(long offset, long expected, long value) {
    return compareAndExchange(offset, 8, AccessMode.RELEASE, expected, value);
  }

  @Override
  public final long getAndSetLong(long offset, long value) {
    return update(offset, 8, AccessMode.VOLATILE, UpdateKind.SET, value);
  }

  @Override
  public final long getAndSetLongAcquire(long offset, long value) {
    return update(offset, 8, AccessMode.ACQUIRE, UpdateKind.SET, value);
  }

  @Override
  public final long getAndSetLongRelease(long offset, long value) {
    return update(offset, 8, AccessMode.RELEASE, UpdateKind.SET, value);
  }

  @Override
  public final long getAndAddLong(long offset, long delta) {
    return update(offset, 8, AccessMode.VOLATILE, UpdateKind.ADD, delta);
  }

  @Override
  public final long getAndAddLongAcquire(long offset, long delta) {
    return update(offset, 8, AccessMode.ACQUIRE, UpdateKind.ADD, delta);
  }

  @Override
  public final long getAndAddLongRelease(long offset, long delta) {
    return update(offset, 8, AccessMode.RELEASE, UpdateKind.ADD, delta);
  }

  @Override
  public final long getAndBitwiseOrLong(long offset, long mask) {
    return update(offset, 8, AccessMode.VOLATILE, UpdateKind.OR, mask);
  }

  @Override
  public final long getAndBitwiseOrLongAcquire(long offset, long mask) {
    return update(offset, 8, AccessMode.ACQUIRE, UpdateKind.OR, mask);
  }

  @Override
  public final long getAndBitwiseOrLongRelease(long offset, long mask) {
    return update(offset, 8, AccessMode.RELEASE, UpdateKind.OR, mask);
  }

  @Override
  public final long getAndBitwiseAndLong(long offset, long mask) {
    return update(offset, 8, AccessMode.VOLATILE, UpdateKind.AND, mask);
  }

  @Override
  public final long getAndBitwiseAndLongAcquire(long offset, long mask) {
    return update(offset, 8, AccessMode.ACQUIRE, UpdateKind.AND, mask);
  }

  @Override
  public final long getAndBitwiseAndLongRelease(long offset, long mask) {
    return update(offset, 8, AccessMode.RELEASE, UpdateKind.AND, mask);
  }

  @Override
  public final long getAndBitwiseXorLong(long offset, long mask) {
    return update(offset, 8, AccessMode.VOLATILE, UpdateKind.XOR, mask);
  }

  @Override
  public final long getAndBitwiseXorLongAcquire(long offset, long mask) {
    return update(offset, 8, AccessMode.ACQUIRE, UpdateKind.XOR, mask);
  }

  @Override
  public final long getAndBitwiseXorLongRelease(long offset, long mask) {
    return update(offset, 8, AccessMode.RELEASE, UpdateKind.XOR, mask);
  }

  @Override
  public final int getIntPlain(long offset) {
    return (int) load(offset, 4, AccessMode.PLAIN);
  }

  @Override
  public final int getIntOpaque(long offset) {
    return (int) load(offset, 4, AccessMode.OPAQUE);
  }

  @Override
  public final int getIntAcquire(long offset) {
    return (int) load(offset, 4, AccessMode.ACQUIRE);
  }

  @Override
  public final int getIntVolatile(long offset) {
    return (int) load(offset, 4, AccessMode.VOLATILE);
  }

  @Override
  public final void setIntPlain(long offset, int value) {
    store(offset, 4, AccessMode.PLAIN, value);
  }

  @Override
  public final void setIntOpaque(long offset, int value) {
    store(offset, 4, AccessMode.OPAQUE, value);
  }

  @Override
  public final void setIntRelease(long offset, int value) {
    store(offset, 4, AccessMode.RELEASE, value);
  }

  @Override
  public final void setIntVolatile(long offset, int value) {
    store(offset, 4, AccessMode.VOLATILE, value);
  }

  @Override
  public final boolean compareAndSetInt(long offset, int expected, int value) {
    return compareAndExchange(offset, 4, AccessMode.VOLATILE, expected, value) == expected;
  }

  @Override
  public final boolean weakCompareAndSetInt(long offset, int expected, int value) {
    return weakCompareAndSet(offset, 4, AccessMode.VOLATILE, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetIntPlain(long offset, int expected, int value) {
    return weakCompareAndSet(offset, 4, AccessMode.PLAIN, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetIntAcquire(long offset, int expected, int value) {
    return weakCompareAndSet(offset, 4, AccessMode.ACQUIRE, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetIntRelease(long offset, int expected, int value) {
    return weakCompareAndSet(offset, 4, AccessMode.RELEASE, expected, value);
  }

  @Override
  public final int compareAndExchangeInt(long offset, int expected, int value) {
    return (int) compareAndExchange(offset, 4, AccessMode.VOLATILE, expected, value);
  }

  @Override
  public final int compareAndExchangeIntAcquire(long offset, int expected, int value) {
    return (int) compareAndExchange(offset, 4, AccessMode.ACQUIRE, expected, value);
  }

  @Override
  public final int compareAndExchangeIntRelease(long offset, int expected, int value) {
    return (int) compareAndExchange(offset, 4, AccessMode.RELEASE, expected, value);
  }

  @Override
  public final int getAndSetInt(long offset, int value) {
    return (int) update(offset, 4, AccessMode.VOLATILE, UpdateKind.SET, value);
  }

  @Override
  public final int getAndSetIntAcquire(long offset, int value) {
    return (int) update(offset, 4, AccessMode.ACQUIRE, UpdateKind.SET, value);
  }

  @Override
  public final int getAndSetIntRelease(long offset, int value) {
    return (int) update(offset, 4, AccessMode.RELEASE, UpdateKind.SET, value);
  }

  @Override
  public final int getAndAddInt(long offset, int delta) {
    return (int) update(offset, 4, AccessMode.VOLATILE, UpdateKind.ADD, delta);
  }

  @Override
  public final int getAndAddIntAcquire(long offset, int delta) {
    return (int) update(offset, 4, AccessMode.ACQUIRE, UpdateKind.ADD, delta);
  }

  @Override
  public final int getAndAddIntRelease(long offset, int delta) {
    return (int) update(offset, 4, AccessMode.RELEASE, UpdateKind.ADD, delta);
  }

  @Override
  public final int getAndBitwiseOrInt(long offset, int mask) {
    return (int) update(offset, 4, AccessMode.VOLATILE, UpdateKind.OR, mask);
  }

  @Override
  public final int getAndBitwiseOrIntAcquire(long offset, int mask) {
    return (int) update(offset, 4, AccessMode.ACQUIRE, UpdateKind.OR, mask);
  }

  @Override
  public final int getAndBitwiseOrIntRelease(long offset, int mask) {
    return (int) update(offset, 4, AccessMode.RELEASE, UpdateKind.OR, mask);
  }

  @Override
  public final int getAndBitwiseAndInt(long offset, int mask) {
    return (int) update(offset, 4, AccessMode.VOLATILE, UpdateKind.AND, mask);
  }

  @Override
  public final int getAndBitwiseAndIntAcquire(long offset, int mask) {
    return (int) update(offset, 4, AccessMode.ACQUIRE, UpdateKind.AND, mask);
  }

  @Override
  public final int getAndBitwiseAndIntRelease(long offset, int mask) {
    return (int) update(offset, 4, AccessMode.RELEASE, UpdateKind.AND, mask);
  }

  @Override
  public final int getAndBitwiseXorInt(long offset, int mask) {
    return (int) update(offset, 4, AccessMode.VOLATILE, UpdateKind.XOR, mask);
  }

  @Override
  public final int getAndBitwiseXorIntAcquire(long offset, int mask) {
    return (int) update(offset, 4, AccessMode.ACQUIRE, UpdateKind.XOR, mask);
  }

  @Override
  public final int getAndBitwiseXorIntRelease(long offset, int mask) {
    return (int) update(offset, 4, AccessMode.RELEASE, UpdateKind.XOR, mask);
  }

  @Override
  public final byte readByte(long offset) {
    return (byte) loadData(offset, 1);
  }

  @Override
  public final void writeByte(long offset, byte value) {
    storeData(offset, 1, value);
  }

  @Override
  public final short readShort(long offset) {
    return (short) loadData(offset, 2);
  }

  @Override
  public final void writeShort(long offset, short value) {
    storeData(offset, 2, value);
  }

  @Override
  public final int readInt(long offset) {
    return (int) loadData(offset, 4);
  }

  @Override
  public final void writeInt(long offset, int value) {
    storeData(offset, 4, value);
  }

  @Override
  public final long readLong(long offset) {
    return loadData(offset, 8);
  }

  @Override
  public final void writeLong(long offset, long value) {
    storeData(offset, 8, value);
  }

  @Override
  public final void fullFence() {
    fence(FenceKind.FULL);
  }

  @Override
  public final void acquireFence() {
    fence(FenceKind.ACQUIRE);
  }

  @Override
  public final void releaseFence() {
    fence(FenceKind.RELEASE);
  }

  @Override
  public final void loadLoadFence() {
    fence(FenceKind.LOAD_LOAD);
  }

  @Override
  public final void storeStoreFence() {
    fence(FenceKind.STORE_STORE);
  }

  @Override
  public final void lightFence() {
    fence(FenceKind.LIGHT);
  }

  @Override
  public final void heavyFence() {
    fence(FenceKind.HEAVY);
  }
}
