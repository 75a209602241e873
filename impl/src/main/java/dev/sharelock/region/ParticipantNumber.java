package dev.sharelock.region;

import dev.sharelock.environment.Participants;

/**
 * The number of a participant: slot in the low 10 bits, above them the number of its tenure of that
 * slot. Tenures are numbered from 1 and never repeat, so no number is given twice and none is 0.
 */
final class ParticipantNumber {

  private static final int SLOT_BITS = 10;
  private static final long MAX_TENURE = 1L << 48;

  private ParticipantNumber() {}

  static long of(long tenure, int slot) {
    return tenure << SLOT_BITS | slot;
  }

  static int slot(long number) {
    return (int) number & (1 << SLOT_BITS) - 1;
  }

  static long tenure(long number) {
    return number >>> SLOT_BITS;
  }

  /** Whether a number can have been given by a table with so many slots. */
  static boolean valid(long number, int slots) {
    return tenure(number) >= 1 && tenure(number) < MAX_TENURE && slot(number) < slots;
  }

  static String text(long number) {
    return number == Participants.NOBODY ? "nobody" : slot(number) + "#" + tenure(number);
  }
}
