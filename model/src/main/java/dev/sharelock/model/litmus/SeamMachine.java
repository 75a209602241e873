package dev.sharelock.model.litmus;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;

/** Executes the accesses of a litmus test over the seam; locations are 64 bytes apart. */
record SeamMachine(SharedMemory memory) implements LitmusMachine {

  static long offset(int location) {
    return 64L * location;
  }

  @Override
  public long load(int location, LitmusMode mode) {
    long offset = offset(location);
    return switch (mode) {
      case PLAIN -> memory.getLongPlain(offset);
      case OPAQUE -> memory.getLongOpaque(offset);
      case ACQUIRE -> memory.getLongAcquire(offset);
      case VOLATILE -> memory.getLongVolatile(offset);
      case RELEASE, ACQUIRE_RELEASE -> throw unknown(mode);
    };
  }

  @Override
  public void store(int location, LitmusMode mode, long value) {
    long offset = offset(location);
    switch (mode) {
      case PLAIN -> memory.setLongPlain(offset, value);
      case OPAQUE -> memory.setLongOpaque(offset, value);
      case RELEASE -> memory.setLongRelease(offset, value);
      case VOLATILE -> memory.setLongVolatile(offset, value);
      case ACQUIRE, ACQUIRE_RELEASE -> throw unknown(mode);
    }
  }

  @Override
  public long update(int location, LitmusMode mode, UpdateKind kind, long operand) {
    return switch (mode) {
      case ACQUIRE -> acquire(offset(location), kind, operand);
      case RELEASE -> release(offset(location), kind, operand);
      case VOLATILE -> full(offset(location), kind, operand);
      case PLAIN, OPAQUE, ACQUIRE_RELEASE -> throw unknown(mode);
    };
  }

  private long acquire(long offset, UpdateKind kind, long operand) {
    return switch (kind) {
      case SET -> memory.getAndSetLongAcquire(offset, operand);
      case ADD -> memory.getAndAddLongAcquire(offset, operand);
      case OR -> memory.getAndBitwiseOrLongAcquire(offset, operand);
      case AND -> memory.getAndBitwiseAndLongAcquire(offset, operand);
      case XOR -> memory.getAndBitwiseXorLongAcquire(offset, operand);
    };
  }

  private long release(long offset, UpdateKind kind, long operand) {
    return switch (kind) {
      case SET -> memory.getAndSetLongRelease(offset, operand);
      case ADD -> memory.getAndAddLongRelease(offset, operand);
      case OR -> memory.getAndBitwiseOrLongRelease(offset, operand);
      case AND -> memory.getAndBitwiseAndLongRelease(offset, operand);
      case XOR -> memory.getAndBitwiseXorLongRelease(offset, operand);
    };
  }

  private long full(long offset, UpdateKind kind, long operand) {
    return switch (kind) {
      case SET -> memory.getAndSetLong(offset, operand);
      case ADD -> memory.getAndAddLong(offset, operand);
      case OR -> memory.getAndBitwiseOrLong(offset, operand);
      case AND -> memory.getAndBitwiseAndLong(offset, operand);
      case XOR -> memory.getAndBitwiseXorLong(offset, operand);
    };
  }

  @Override
  public long compareAndExchange(int location, LitmusMode mode, long expected, long value) {
    long offset = offset(location);
    return switch (mode) {
      case ACQUIRE -> memory.compareAndExchangeLongAcquire(offset, expected, value);
      case RELEASE -> memory.compareAndExchangeLongRelease(offset, expected, value);
      case VOLATILE -> memory.compareAndExchangeLong(offset, expected, value);
      case PLAIN, OPAQUE, ACQUIRE_RELEASE -> throw unknown(mode);
    };
  }

  @Override
  public boolean weakCompareAndSet(int location, LitmusMode mode, long expected, long value) {
    long offset = offset(location);
    return switch (mode) {
      case OPAQUE -> memory.weakCompareAndSetLongPlain(offset, expected, value);
      case ACQUIRE -> memory.weakCompareAndSetLongAcquire(offset, expected, value);
      case RELEASE -> memory.weakCompareAndSetLongRelease(offset, expected, value);
      case VOLATILE -> memory.weakCompareAndSetLong(offset, expected, value);
      case PLAIN, ACQUIRE_RELEASE -> throw unknown(mode);
    };
  }

  @Override
  public void fence(FenceKind kind) {
    switch (kind) {
      case FULL -> memory.fullFence();
      case ACQUIRE -> memory.acquireFence();
      case RELEASE -> memory.releaseFence();
      case LOAD_LOAD -> memory.loadLoadFence();
      case STORE_STORE -> memory.storeStoreFence();
      case LIGHT -> memory.lightFence();
      case HEAVY -> memory.heavyFence();
    }
  }

  @Override
  public void assume(boolean condition) {
    throw new IllegalStateException("a process over the seam assumes nothing");
  }

  private static IllegalStateException unknown(LitmusMode mode) {
    return new IllegalStateException("the seam has no such access: mode=" + mode.word());
  }
}
