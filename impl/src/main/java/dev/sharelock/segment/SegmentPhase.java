package dev.sharelock.segment;

/** Where in its life a segment is. The codes stand in shared memory. */
public enum SegmentPhase {
  /** There is none: the place can be used. */
  FREE,
  /** A member is making it. */
  RESERVED,
  /** A member owns it. */
  OWNED,
  /** Its owner has sent it, and the receiver has not taken it. */
  IN_FLIGHT,
  /** A member is giving its memory back. */
  DYING;

  private static final SegmentPhase[] PHASES = values();

  /** The phase of a code; null if there is none. */
  static SegmentPhase of(int code) {
    return code < PHASES.length ? PHASES[code] : null;
  }

  /**
   * Tells which phase an event leads to.
   *
   * @param event what is done
   * @return the next phase; null if the event is illegal in this one
   */
  public SegmentPhase after(SegmentEvent event) {
    return switch (this) {
      case FREE -> event == SegmentEvent.RESERVE ? RESERVED : null;
      case RESERVED ->
          switch (event) {
            case PUBLISH -> OWNED;
            case BURY -> DYING;
            default -> null;
          };
      case OWNED ->
          switch (event) {
            case SEND -> IN_FLIGHT;
            case DEALLOCATE, BURY -> DYING;
            case RECLAIM -> OWNED;
            default -> null;
          };
      case IN_FLIGHT ->
          switch (event) {
            case RECEIVE, TAKE_BACK, RECLAIM -> OWNED;
            case BURY -> DYING;
            default -> null;
          };
      case DYING ->
          switch (event) {
            case FORGET -> FREE;
            case BURY -> DYING;
            default -> null;
          };
    };
  }
}
