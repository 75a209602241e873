package dev.sharelock.properties;

import dev.sharelock.memory.SharedMemory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * One operation of the seam on one word or on one piece of data, with what it means for bytes.
 *
 * @param name the name of its method
 * @param bytes how many bytes it touches
 * @param aligned whether its offset must be a multiple of that
 * @param real the operation itself; its result is the value found, or {@link #DONE}
 * @param meaning the value that it leaves behind
 */
record MemoryOperation(String name, int bytes, boolean aligned, Real real, Meaning meaning) {
  /** The result of an operation that returns no value from the memory. */
  static final String DONE = "done";

  /** The result of an access outside of the memory, or of a misaligned word. */
  static final String REFUSED = "refused";

  /** Runs the operation on a memory. */
  @FunctionalInterface
  interface Real {
    Object run(SharedMemory memory, long offset, long value);
  }

  /** Computes what the operation leaves behind from what was there, both with their sign. */
  @FunctionalInterface
  interface Meaning {
    long next(long old, long value);
  }

  static final List<MemoryOperation> ALL =
      List.of(
          data("readByte", 1, (m, o, v) -> m.readByte(o), (old, v) -> old),
          data(
              "writeByte",
              1,
              (m, o, v) -> {
                m.writeByte(o, (byte) v);
                return DONE;
              },
              (old, v) -> v),
          data("readShort", 2, (m, o, v) -> m.readShort(o), (old, v) -> old),
          data(
              "writeShort",
              2,
              (m, o, v) -> {
                m.writeShort(o, (short) v);
                return DONE;
              },
              (old, v) -> v),
          data("readInt", 4, (m, o, v) -> m.readInt(o), (old, v) -> old),
          data(
              "writeInt",
              4,
              (m, o, v) -> {
                m.writeInt(o, (int) v);
                return DONE;
              },
              (old, v) -> v),
          data("readLong", 8, (m, o, v) -> m.readLong(o), (old, v) -> old),
          data(
              "writeLong",
              8,
              (m, o, v) -> {
                m.writeLong(o, v);
                return DONE;
              },
              (old, v) -> v),
          word("getIntPlain", 4, (m, o, v) -> m.getIntPlain(o), (old, v) -> old),
          word("getIntOpaque", 4, (m, o, v) -> m.getIntOpaque(o), (old, v) -> old),
          word("getIntAcquire", 4, (m, o, v) -> m.getIntAcquire(o), (old, v) -> old),
          word("getIntVolatile", 4, (m, o, v) -> m.getIntVolatile(o), (old, v) -> old),
          word(
              "setIntPlain",
              4,
              (m, o, v) -> {
                m.setIntPlain(o, (int) v);
                return DONE;
              },
              (old, v) -> v),
          word(
              "setIntOpaque",
              4,
              (m, o, v) -> {
                m.setIntOpaque(o, (int) v);
                return DONE;
              },
              (old, v) -> v),
          word(
              "setIntRelease",
              4,
              (m, o, v) -> {
                m.setIntRelease(o, (int) v);
                return DONE;
              },
              (old, v) -> v),
          word(
              "setIntVolatile",
              4,
              (m, o, v) -> {
                m.setIntVolatile(o, (int) v);
                return DONE;
              },
              (old, v) -> v),
          word("getAndSetInt", 4, (m, o, v) -> m.getAndSetInt(o, (int) v), (old, v) -> v),
          word("getAndAddInt", 4, (m, o, v) -> m.getAndAddInt(o, (int) v), (old, v) -> old + v),
          word(
              "getAndBitwiseOrInt",
              4,
              (m, o, v) -> m.getAndBitwiseOrInt(o, (int) v),
              (old, v) -> old | v),
          word(
              "getAndBitwiseAndInt",
              4,
              (m, o, v) -> m.getAndBitwiseAndInt(o, (int) v),
              (old, v) -> old & v),
          word(
              "getAndBitwiseXorInt",
              4,
              (m, o, v) -> m.getAndBitwiseXorInt(o, (int) v),
              (old, v) -> old ^ v),
          word(
              "compareAndExchangeInt",
              4,
              (m, o, v) -> m.compareAndExchangeInt(o, (int) expected(v), (int) v),
              (old, v) -> old == expected(v) ? v : old),
          word(
              "getAndSetIntAcquire",
              4,
              (m, o, v) -> m.getAndSetIntAcquire(o, (int) v),
              (old, v) -> v),
          word(
              "getAndAddIntAcquire",
              4,
              (m, o, v) -> m.getAndAddIntAcquire(o, (int) v),
              (old, v) -> old + v),
          word(
              "getAndBitwiseOrIntAcquire",
              4,
              (m, o, v) -> m.getAndBitwiseOrIntAcquire(o, (int) v),
              (old, v) -> old | v),
          word(
              "getAndBitwiseAndIntAcquire",
              4,
              (m, o, v) -> m.getAndBitwiseAndIntAcquire(o, (int) v),
              (old, v) -> old & v),
          word(
              "getAndBitwiseXorIntAcquire",
              4,
              (m, o, v) -> m.getAndBitwiseXorIntAcquire(o, (int) v),
              (old, v) -> old ^ v),
          word(
              "compareAndExchangeIntAcquire",
              4,
              (m, o, v) -> m.compareAndExchangeIntAcquire(o, (int) expected(v), (int) v),
              (old, v) -> old == expected(v) ? v : old),
          word(
              "getAndSetIntRelease",
              4,
              (m, o, v) -> m.getAndSetIntRelease(o, (int) v),
              (old, v) -> v),
          word(
              "getAndAddIntRelease",
              4,
              (m, o, v) -> m.getAndAddIntRelease(o, (int) v),
              (old, v) -> old + v),
          word(
              "getAndBitwiseOrIntRelease",
              4,
              (m, o, v) -> m.getAndBitwiseOrIntRelease(o, (int) v),
              (old, v) -> old | v),
          word(
              "getAndBitwiseAndIntRelease",
              4,
              (m, o, v) -> m.getAndBitwiseAndIntRelease(o, (int) v),
              (old, v) -> old & v),
          word(
              "getAndBitwiseXorIntRelease",
              4,
              (m, o, v) -> m.getAndBitwiseXorIntRelease(o, (int) v),
              (old, v) -> old ^ v),
          word(
              "compareAndExchangeIntRelease",
              4,
              (m, o, v) -> m.compareAndExchangeIntRelease(o, (int) expected(v), (int) v),
              (old, v) -> old == expected(v) ? v : old),
          word(
              "compareAndSetInt",
              4,
              (m, o, v) -> {
                m.compareAndSetInt(o, (int) expected(v), (int) v);
                return DONE;
              },
              (old, v) -> old == expected(v) ? v : old),
          word("getLongPlain", 8, (m, o, v) -> m.getLongPlain(o), (old, v) -> old),
          word("getLongOpaque", 8, (m, o, v) -> m.getLongOpaque(o), (old, v) -> old),
          word("getLongAcquire", 8, (m, o, v) -> m.getLongAcquire(o), (old, v) -> old),
          word("getLongVolatile", 8, (m, o, v) -> m.getLongVolatile(o), (old, v) -> old),
          word(
              "setLongPlain",
              8,
              (m, o, v) -> {
                m.setLongPlain(o, v);
                return DONE;
              },
              (old, v) -> v),
          word(
              "setLongOpaque",
              8,
              (m, o, v) -> {
                m.setLongOpaque(o, v);
                return DONE;
              },
              (old, v) -> v),
          word(
              "setLongRelease",
              8,
              (m, o, v) -> {
                m.setLongRelease(o, v);
                return DONE;
              },
              (old, v) -> v),
          word(
              "setLongVolatile",
              8,
              (m, o, v) -> {
                m.setLongVolatile(o, v);
                return DONE;
              },
              (old, v) -> v),
          word("getAndSetLong", 8, (m, o, v) -> m.getAndSetLong(o, v), (old, v) -> v),
          word("getAndAddLong", 8, (m, o, v) -> m.getAndAddLong(o, v), (old, v) -> old + v),
          word(
              "getAndBitwiseOrLong",
              8,
              (m, o, v) -> m.getAndBitwiseOrLong(o, v),
              (old, v) -> old | v),
          word(
              "getAndBitwiseAndLong",
              8,
              (m, o, v) -> m.getAndBitwiseAndLong(o, v),
              (old, v) -> old & v),
          word(
              "getAndBitwiseXorLong",
              8,
              (m, o, v) -> m.getAndBitwiseXorLong(o, v),
              (old, v) -> old ^ v),
          word(
              "compareAndExchangeLong",
              8,
              (m, o, v) -> m.compareAndExchangeLong(o, expected(v), v),
              (old, v) -> old == expected(v) ? v : old),
          word("getAndSetLongAcquire", 8, (m, o, v) -> m.getAndSetLongAcquire(o, v), (old, v) -> v),
          word(
              "getAndAddLongAcquire",
              8,
              (m, o, v) -> m.getAndAddLongAcquire(o, v),
              (old, v) -> old + v),
          word(
              "getAndBitwiseOrLongAcquire",
              8,
              (m, o, v) -> m.getAndBitwiseOrLongAcquire(o, v),
              (old, v) -> old | v),
          word(
              "getAndBitwiseAndLongAcquire",
              8,
              (m, o, v) -> m.getAndBitwiseAndLongAcquire(o, v),
              (old, v) -> old & v),
          word(
              "getAndBitwiseXorLongAcquire",
              8,
              (m, o, v) -> m.getAndBitwiseXorLongAcquire(o, v),
              (old, v) -> old ^ v),
          word(
              "compareAndExchangeLongAcquire",
              8,
              (m, o, v) -> m.compareAndExchangeLongAcquire(o, expected(v), v),
              (old, v) -> old == expected(v) ? v : old),
          word("getAndSetLongRelease", 8, (m, o, v) -> m.getAndSetLongRelease(o, v), (old, v) -> v),
          word(
              "getAndAddLongRelease",
              8,
              (m, o, v) -> m.getAndAddLongRelease(o, v),
              (old, v) -> old + v),
          word(
              "getAndBitwiseOrLongRelease",
              8,
              (m, o, v) -> m.getAndBitwiseOrLongRelease(o, v),
              (old, v) -> old | v),
          word(
              "getAndBitwiseAndLongRelease",
              8,
              (m, o, v) -> m.getAndBitwiseAndLongRelease(o, v),
              (old, v) -> old & v),
          word(
              "getAndBitwiseXorLongRelease",
              8,
              (m, o, v) -> m.getAndBitwiseXorLongRelease(o, v),
              (old, v) -> old ^ v),
          word(
              "compareAndExchangeLongRelease",
              8,
              (m, o, v) -> m.compareAndExchangeLongRelease(o, expected(v), v),
              (old, v) -> old == expected(v) ? v : old),
          word(
              "compareAndSetLong",
              8,
              (m, o, v) -> {
                m.compareAndSetLong(o, expected(v), v);
                return DONE;
              },
              (old, v) -> old == expected(v) ? v : old));

  private static MemoryOperation data(String name, int bytes, Real real, Meaning meaning) {
    return new MemoryOperation(name, bytes, false, real, meaning);
  }

  private static MemoryOperation word(String name, int bytes, Real real, Meaning meaning) {
    return new MemoryOperation(name, bytes, true, real, meaning);
  }

  /** What a compare-and-set of a value expects: small, so that it is met now and then. */
  private static long expected(long value) {
    return value & 1;
  }

  /** Runs the operation on a memory; tells what it returned, or that it refused. */
  Object on(SharedMemory memory, long offset, long value) {
    try {
      Object result = real.run(memory, offset, value);
      return result instanceof Number number ? (Object) number.longValue() : result;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return REFUSED;
    }
  }

  /** Does to bytes what the operation must do to a memory; returns what that must return. */
  Object on(ByteBuffer memory, long offset, long value) {
    boolean outside = offset < 0 || offset > memory.capacity() - bytes;
    if (outside || aligned && offset % bytes != 0) {
      return REFUSED;
    }
    int index = (int) offset;
    long old = load(memory, index);
    store(memory, index, meaning.next(old, value));
    String verb = name.toLowerCase(Locale.ROOT);
    boolean silent =
        verb.startsWith("write") || verb.startsWith("set") || verb.startsWith("compareandset");
    return silent ? (Object) DONE : (Object) old;
  }

  private long load(ByteBuffer memory, int index) {
    return switch (bytes) {
      case 1 -> memory.get(index);
      case 2 -> memory.getShort(index);
      case 4 -> memory.getInt(index);
      default -> memory.getLong(index);
    };
  }

  private void store(ByteBuffer memory, int index, long value) {
    switch (bytes) {
      case 1 -> memory.put(index, (byte) value);
      case 2 -> memory.putShort(index, (short) value);
      case 4 -> memory.putInt(index, (int) value);
      default -> memory.putLong(index, value);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
