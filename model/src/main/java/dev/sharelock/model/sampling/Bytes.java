package dev.sharelock.model.sampling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Values of 1, 2, 4 and 8 bytes in a byte array, in the byte order of the machine. */
final class Bytes {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private Bytes() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.nativeOrder())
        .withInvokeExactBehavior();
  }

  /** Reads a value, sign-extended. */
  static long get(byte[] bytes, int offset, int length) {
    return switch (length) {
      case 1 -> bytes[offset];
      case 2 -> (short) SHORTS.get(bytes, offset);
      case 4 -> (int) INTS.get(bytes, offset);
      default -> (long) LONGS.get(bytes, offset);
    };
  }

  static void put(byte[] bytes, int offset, int length, long value) {
    switch (length) {
      case 1 -> bytes[offset] = (byte) value;
      case 2 -> SHORTS.set(bytes, offset, (short) value);
      case 4 -> INTS.set(bytes, offset, (int) value);
      default -> LONGS.set(bytes, offset, value);
    }
  }

  /** Reduces a value to its size, sign-extended. */
  static long narrow(long value, int length) {
    return length == 4 ? (int) value : value;
  }

  /** The first bytes of a range as a number in little-endian order. */
  static long head(byte[] bytes, int offset, int length) {
    long value = 0;
    for (int i = Math.min(length, Long.BYTES) - 1; i >= 0; i--) {
      value = value << 8 | bytes[offset + i] & 0xff;
    }
    return value;
  }
}
