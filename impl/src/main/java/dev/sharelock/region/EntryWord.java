package dev.sharelock.region;

/**
 * The state word of a directory entry: in the low 4 bits what it is, above them who builds it or
 * which generation it is.
 */
final class EntryWord {

  /** There is nothing, and was nothing. */
  static final long EMPTY = 0;

  static final int ABSENT = 0;
  static final int BUILDING = 1;
  static final int READY = 2;

  /** Left to a builder that was evicted, for ever; the name goes on at another entry. */
  static final int ABANDONED = 3;

  private static final int PHASE_BITS = 4;

  private EntryWord() {}

  /** Being built by a participant. */
  static long building(long participant) {
    return participant << PHASE_BITS | BUILDING;
  }

  /** In use. */
  static long ready(long generation) {
    return generation << PHASE_BITS | READY;
  }

  /** The same entry when its builder was evicted. */
  static long abandoned(long building) {
    return value(building) << PHASE_BITS | ABANDONED;
  }

  /** Removed, or not built to the end; {@link #EMPTY} is the one of generation 0. */
  static long absent(long generation) {
    return generation << PHASE_BITS | ABSENT;
  }

  static int phase(long word) {
    return (int) word & (1 << PHASE_BITS) - 1;
  }

  /** The participant of a {@link #BUILDING} or an abandoned word, the generation of any other. */
  static long value(long word) {
    return word >>> PHASE_BITS;
  }

  static String text(long word) {
    return switch (phase(word)) {
      case ABSENT -> "ABSENT(" + value(word) + ")";
      case BUILDING -> "BUILDING(" + ParticipantNumber.text(value(word)) + ")";
      case READY -> "READY(" + value(word) + ")";
      case ABANDONED -> "ABANDONED(" + ParticipantNumber.text(value(word)) + ")";
      default -> "unknown(0x" + Long.toHexString(word) + ")";
    };
  }
}
