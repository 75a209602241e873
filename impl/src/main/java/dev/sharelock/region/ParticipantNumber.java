package dev.sharelock.region;

import dev.sharelock.environment.Participants;

/**
 * The number of a participant: slot in the low 10 bits, above them one more than the epoch which
 * the slot had when it was claimed. Epochs only grow, so no number is given twice.
 */
final class ParticipantNumber {

  private static final int SLOT_BITS = 10;
  private static final long MAX_EPOCH = 1L << 48;

  private ParticipantNumber() {}

  static long of(long epoch, int slot) {
    return epoch + 1 << SLOT_BITS | slot;
  }

  static int slot(long number) {
    return (int) number & (1 << SLOT_BITS) - 1;
  }

  static long epoch(long number) {
    return (number >>> SLOT_BITS) - 1;
  }

  /** Whether a number can have been given by a table with so many slots. */
  static boolean valid(long number, int slots) {
    return number != Participants.NOBODY
        && epoch(number) >= 0
        && epoch(number) < MAX_EPOCH
        && slot(number) < slots;
  }

  static String text(long number) {
    return number == Participants.NOBODY ? "nobody" : slot(number) + "#" + epoch(number);
  }
}
