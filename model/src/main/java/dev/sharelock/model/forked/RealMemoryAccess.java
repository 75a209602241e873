package dev.sharelock.model.forked;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;

/**
 * Performs an access that is described by width, mode and kind on a real memory, by the method that
 * has them in its name. The inverse of {@link dev.sharelock.model.memory.InstrumentedMemory}.
 */
final class RealMemoryAccess {
  private final SharedMemory memory;

  RealMemoryAccess(SharedMemory memory) {
    this.memory = memory;
  }

  long load(long offset, int bytes, AccessMode mode) {
    boolean wide = bytes == Long.BYTES;
    return switch (mode) {
      case PLAIN -> wide ? memory.getLongPlain(offset) : memory.getIntPlain(offset);
      case OPAQUE -> wide ? memory.getLongOpaque(offset) : memory.getIntOpaque(offset);
      case ACQUIRE -> wide ? memory.getLongAcquire(offset) : memory.getIntAcquire(offset);
      case VOLATILE -> wide ? memory.getLongVolatile(offset) : memory.getIntVolatile(offset);
      case RELEASE -> throw new IllegalArgumentException("no read has the mode " + mode);
    };
  }

  void store(long offset, int bytes, AccessMode mode, long value) {
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

  /** Updates with the strong mode for every mode: replay controls the order anyway. */
  long update(long offset, int bytes, UpdateKind kind, long operand) {
    if (bytes == Long.BYTES) {
      return switch (kind) {
        case SET -> memory.getAndSetLong(offset, operand);
        case ADD -> memory.getAndAddLong(offset, operand);
        case OR -> memory.getAndBitwiseOrLong(offset, operand);
        case AND -> memory.getAndBitwiseAndLong(offset, operand);
        case XOR -> memory.getAndBitwiseXorLong(offset, operand);
      };
    }
    int word = (int) operand;
    return switch (kind) {
      case SET -> memory.getAndSetInt(offset, word);
      case ADD -> memory.getAndAddInt(offset, word);
      case OR -> memory.getAndBitwiseOrInt(offset, word);
      case AND -> memory.getAndBitwiseAndInt(offset, word);
      case XOR -> memory.getAndBitwiseXorInt(offset, word);
    };
  }

  long compareAndExchange(long offset, int bytes, long expected, long value) {
    return bytes == Long.BYTES
        ? memory.compareAndExchangeLong(offset, expected, value)
        : memory.compareAndExchangeInt(offset, (int) expected, (int) value);
  }

  void fence(FenceKind kind) {
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

  long loadData(long offset, int bytes) {
    return switch (bytes) {
      case Byte.BYTES -> memory.readByte(offset);
      case Short.BYTES -> memory.readShort(offset);
      case Integer.BYTES -> memory.readInt(offset);
      default -> memory.readLong(offset);
    };
  }

  void storeData(long offset, int bytes, long value) {
    switch (bytes) {
      case Byte.BYTES -> memory.writeByte(offset, (byte) value);
      case Short.BYTES -> memory.writeShort(offset, (short) value);
      case Integer.BYTES -> memory.writeInt(offset, (int) value);
      default -> memory.writeLong(offset, value);
    }
  }
}
