package dev.sharelock.region;

import dev.sharelock.environment.ParticipantIdentity;

/**
 * The owner of a participant slot in one word: process id in the high half, start time in the low
 * half; 0 for nobody. The third part of an identity, the boot id, is the same for all participants
 * and stands in the header of the region.
 */
final class OwnerWord {

  static final long NOBODY = 0;

  private OwnerWord() {}

  static long of(ParticipantIdentity identity) {
    long pid = identity.pid();
    long start = identity.startTime();
    boolean fits = pid >>> 31 == 0 && start >>> 32 == 0 && (pid | start) != 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "identity does not fit into a word: pid="
              + pid
              + ", startTime="
              + start
              + "; do: use a process id below 2^31 and a start time below 2^32, not both 0");
    }
    return pid << 32 | start;
  }

  static ParticipantIdentity identity(long word, long bootId) {
    return new ParticipantIdentity(word >>> 32, word & 0xFFFF_FFFFL, bootId);
  }
}
