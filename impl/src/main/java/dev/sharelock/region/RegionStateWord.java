package dev.sharelock.region;

/**
 * The state word of a region: its phase in the low 8 bits, above them how many participants have
 * ever registered.
 *
 * <p>The count makes registration and retirement exclude each other: retirement replaces exactly
 * the word it read before it looked for live participants.
 */
final class RegionStateWord {

  /** The region is being built by its creator, and nobody else knows of it. */
  static final int BUILDING = 0;

  /** Participants may register. */
  static final int READY = 1;

  /** Nobody may register any more. It never becomes ready again. */
  static final int RETIRED = 2;

  private static final int PHASE_BITS = 8;

  private RegionStateWord() {}

  static long of(int phase, long registrations) {
    return registrations << PHASE_BITS | phase;
  }

  static int phase(long word) {
    return (int) word & (1 << PHASE_BITS) - 1;
  }

  static long registrations(long word) {
    return word >>> PHASE_BITS;
  }

  static long registered(long word) {
    return of(phase(word), registrations(word) + 1);
  }

  static long retired(long word) {
    return of(RETIRED, registrations(word));
  }

  static String name(int phase) {
    return switch (phase) {
      case BUILDING -> "BUILDING";
      case READY -> "READY";
      case RETIRED -> "RETIRED";
      default -> "unknown(" + phase + ")";
    };
  }
}
