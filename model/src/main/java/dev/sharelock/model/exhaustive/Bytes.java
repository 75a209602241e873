package dev.sharelock.model.exhaustive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes numbers of 1 to 8 bytes in an array, in the byte order of the machine. */
final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  private Bytes() {}

  /** Reads a number, sign-extended. */
  static long get(byte[] array, int index, int bytes) {
    return switch (bytes) {
      case 8 -> (long) LONG.get(array, index);
      case 4 -> (int) INT.get(array, index);
      case 2 -> (short) SHORT.get(array, index);
      default -> array[index];
    };
  }

  static void set(byte[] array, int index, int bytes, long value) {
    switch (bytes) {
      case 8 -> LONG.set(array, index, value);
      case 4 -> INT.set(array, index, (int) value);
      case 2 -> SHORT.set(array, index, (short) value);
      default -> array[index] = (byte) value;
    }
  }
}
