package dev.sharelock.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Values in an array of bytes, in the byte order of the machine, so that the array can be copied
 * into or out of a shared memory in one piece. The array is private; there is no ordering.
 */
public final class ByteValues {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private ByteValues() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.nativeOrder())
        .withInvokeExactBehavior();
  }

  /**
   * Reads two bytes.
   *
   * @param bytes the array
   * @param at the first byte, not necessarily aligned
   * @return the value
   */
  public static short getShort(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at);
  }

  /**
   * Reads four bytes.
   *
   * @param bytes the array
   * @param at the first byte, not necessarily aligned
   * @return the value
   */
  public static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  /**
   * Reads eight bytes.
   *
   * @param bytes the array
   * @param at the first byte, not necessarily aligned
   * @return the value
   */
  public static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /**
   * Writes two bytes.
   *
   * @param bytes the array
   * @param at the first byte, not necessarily aligned
   * @param value the new value
   */
  public static void putShort(byte[] bytes, int at, short value) {
    SHORT.set(bytes, at, value);
  }

  /**
   * Writes four bytes.
   *
   * @param bytes the array
   * @param at the first byte, not necessarily aligned
   * @param value the new value
   */
  public static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  /**
   * Writes eight bytes.
   *
   * @param bytes the array
   * @param at the first byte, not necessarily aligned
   * @param value the new value
   */
  public static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }
}
