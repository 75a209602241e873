package dev.sharelock.model.memory;

import dev.sharelock.memory.SharedMemory;

/**
 * Performs an access that is described by width, mode and kind on another memory, by the method
 * that has them in its name. The inverse of {@link dev.sharelock.model.memory.InstrumentedMemory}.
 */
public final class DescribedAccess {
  private final SharedMemory memory;

  public DescribedAccess(SharedMemory memory) {
    this.memory = memory;
  }

  /** Reads a word. */
  public long load(long offset, int bytes, AccessMode mode) {
    boolean wide = bytes == Long.BYTES;
    return switch (mode) {
      case PLAIN -> wide ? memory.getLongPlain(offset) : memory.getIntPlain(offset);
      case OPAQUE -> wide ? memory.getLongOpaque(offset) : memory.getIntOpaque(offset);
      case ACQUIRE -> wide ? memory.getLongAcquire(offset) : memory.getIntAcquire(offset);
      case VOLATILE -> wide ? memory.getLongVolatile(offset) : memory.getIntVolatile(offset);
      case RELEASE -> throw new IllegalArgumentException("no read has the mode " + mode);
    };
  }

  /** Writes a word. */
  public void store(long offset, int bytes, AccessMode mode, long value) {
    if (bytes == Long.BYTES) {
      switch (mode) {
        case PLAIN -> memory.setLongPlain(offset, value);
        case OPAQUE -> memory.setLongOpaque(offset, value);
        case RELEASE -> memory.setLongRelease(offset, value);
        case VOLATILE -> memory.setLongVolatile(offset, value);
        case ACQUIRE -> throw new IllegalArgumentException("no write has the mode " + mode);
      }
    } else {
      int word = (int) value;
      switch (mode) {
        case PLAIN -> memory.setIntPlain(offset, word);
        case OPAQUE -> memory.setIntOpaque(offset, word);
        case RELEASE -> memory.setIntRelease(offset, word);
        case VOLATILE -> memory.setIntVolatile(offset, word);
        case ACQUIRE -> throw new IllegalArgumentException("no write has the mode " + mode);
      }
    }
  }

  /** Replaces a word unconditionally and returns what it held. */
  public long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    return bytes == Long.BYTES
        ? updateLong(offset, mode, kind, operand)
        : updateInt(offset, mode, kind, (int) operand);
  }

  private long updateLong(long offset, AccessMode mode, UpdateKind kind, long operand) {
    return switch (mode) {
      case VOLATILE ->
          switch (kind) {
            case SET -> memory.getAndSetLong(offset, operand);
            case ADD -> memory.getAndAddLong(offset, operand);
            case OR -> memory.getAndBitwiseOrLong(offset, operand);
            case AND -> memory.getAndBitwiseAndLong(offset, operand);
            case XOR -> memory.getAndBitwiseXorLong(offset, operand);
          };
      case ACQUIRE ->
          switch (kind) {
            case SET -> memory.getAndSetLongAcquire(offset, operand);
            case ADD -> memory.getAndAddLongAcquire(offset, operand);
            case OR -> memory.getAndBitwiseOrLongAcquire(offset, operand);
            case AND -> memory.getAndBitwiseAndLongAcquire(offset, operand);
            case XOR -> memory.getAndBitwiseXorLongAcquire(offset, operand);
          };
      case RELEASE ->
          switch (kind) {
            case SET -> memory.getAndSetLongRelease(offset, operand);
            case ADD -> memory.getAndAddLongRelease(offset, operand);
            case OR -> memory.getAndBitwiseOrLongRelease(offset, operand);
            case AND -> memory.getAndBitwiseAndLongRelease(offset, operand);
            case XOR -> memory.getAndBitwiseXorLongRelease(offset, operand);
          };
      case PLAIN, OPAQUE -> throw noSuchUpdate(mode);
    };
  }

  private long updateInt(long offset, AccessMode mode, UpdateKind kind, int operand) {
    return switch (mode) {
      case VOLATILE ->
          switch (kind) {
            case SET -> memory.getAndSetInt(offset, operand);
            case ADD -> memory.getAndAddInt(offset, operand);
            case OR -> memory.getAndBitwiseOrInt(offset, operand);
            case AND -> memory.getAndBitwiseAndInt(offset, operand);
            case XOR -> memory.getAndBitwiseXorInt(offset, operand);
          };
      case ACQUIRE ->
          switch (kind) {
            case SET -> memory.getAndSetIntAcquire(offset, operand);
            case ADD -> memory.getAndAddIntAcquire(offset, operand);
            case OR -> memory.getAndBitwiseOrIntAcquire(offset, operand);
            case AND -> memory.getAndBitwiseAndIntAcquire(offset, operand);
            case XOR -> memory.getAndBitwiseXorIntAcquire(offset, operand);
          };
      case RELEASE ->
          switch (kind) {
            case SET -> memory.getAndSetIntRelease(offset, operand);
            case ADD -> memory.getAndAddIntRelease(offset, operand);
            case OR -> memory.getAndBitwiseOrIntRelease(offset, operand);
            case AND -> memory.getAndBitwiseAndIntRelease(offset, operand);
            case XOR -> memory.getAndBitwiseXorIntRelease(offset, operand);
          };
      case PLAIN, OPAQUE -> throw noSuchUpdate(mode);
    };
  }

  private static IllegalArgumentException noSuchUpdate(AccessMode mode) {
    return new IllegalArgumentException("no update has the mode " + mode);
  }

  /** Replaces a word if it holds the expected value and returns what it held. */
  public long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    boolean wide = bytes == Long.BYTES;
    int from = (int) expected;
    int to = (int) value;
    return switch (mode) {
      case ACQUIRE ->
          wide
              ? memory.compareAndExchangeLongAcquire(offset, expected, value)
              : memory.compareAndExchangeIntAcquire(offset, from, to);
      case RELEASE ->
          wide
              ? memory.compareAndExchangeLongRelease(offset, expected, value)
              : memory.compareAndExchangeIntRelease(offset, from, to);
      case VOLATILE ->
          wide
              ? memory.compareAndExchangeLong(offset, expected, value)
              : memory.compareAndExchangeInt(offset, from, to);
      case PLAIN, OPAQUE -> throw noSuchUpdate(mode);
    };
  }

  /** Like {@link #compareAndExchange}, but may fail spuriously. */
  public boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    boolean wide = bytes == Long.BYTES;
    int from = (int) expected;
    int to = (int) value;
    return switch (mode) {
      case PLAIN, OPAQUE ->
          wide
              ? memory.weakCompareAndSetLongPlain(offset, expected, value)
              : memory.weakCompareAndSetIntPlain(offset, from, to);
      case ACQUIRE ->
          wide
              ? memory.weakCompareAndSetLongAcquire(offset, expected, value)
              : memory.weakCompareAndSetIntAcquire(offset, from, to);
      case RELEASE ->
          wide
              ? memory.weakCompareAndSetLongRelease(offset, expected, value)
              : memory.weakCompareAndSetIntRelease(offset, from, to);
      case VOLATILE ->
          wide
              ? memory.weakCompareAndSetLong(offset, expected, value)
              : memory.weakCompareAndSetInt(offset, from, to);
    };
  }

  /** Makes a fence. */
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

  /** Reads plain data of 1, 2, 4 or 8 bytes. */
  public long loadData(long offset, int bytes) {
    return switch (bytes) {
      case Byte.BYTES -> memory.readByte(offset);
      case Short.BYTES -> memory.readShort(offset);
      case Integer.BYTES -> memory.readInt(offset);
      default -> memory.readLong(offset);
    };
  }

  /** Writes plain data of 1, 2, 4 or 8 bytes. */
  public void storeData(long offset, int bytes, long value) {
    switch (bytes) {
      case Byte.BYTES -> memory.writeByte(offset, (byte) value);
      case Short.BYTES -> memory.writeShort(offset, (short) value);
      case Integer.BYTES -> memory.writeInt(offset, (int) value);
      default -> memory.writeLong(offset, value);
    }
  }
}
