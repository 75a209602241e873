package dev.sharelock.memory;

import java.nio.ByteOrder;

/** The byte order of the machine, for values that are put together from single bytes. */
public final class MachineOrder {
  private static final boolean BIG = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  private MachineOrder() {}

  /**
   * Tells how far a byte of a value is shifted to the left.
   *
   * @param index which byte in memory, from 0
   * @param bytes how many bytes the value has
   * @return the shift in bits
   */
  public static int shift(int index, int bytes) {
    return 8 * (BIG ? bytes - 1 - index : index);
  }
}
