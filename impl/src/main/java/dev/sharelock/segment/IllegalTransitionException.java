package dev.sharelock.segment;

/** A segment was used in a way that its phase or its owner does not allow. Nothing has changed. */
public final class IllegalTransitionException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** What was tried; null for an access to the contents. */
  private final SegmentEvent event;

  /** The phase that the segment has now. */
  private final SegmentPhase phase;

  IllegalTransitionException(SegmentEvent event, long handle, long word, int member) {
    super(
        "segment is not the handle's: event="
            + (event == null ? "ACCESS" : event)
            + ", phase="
            + SegmentWord.phase(word)
            + ", owner="
            + SegmentWord.owner(word)
            + ", member="
            + member
            + ", epoch="
            + SegmentWord.epoch(word)
            + ", handleEpoch="
            + SegmentWord.epoch(handle)
            + "; do: use a segment only between its allocation or receipt and its next transfer");
    this.event = event;
    this.phase = SegmentWord.phase(word);
  }

  /**
   * Tells what was tried.
   *
   * @return the event; null for an access to the contents
   */
  public SegmentEvent event() {
    return event;
  }

  /**
   * Tells the phase that the segment was in.
   *
   * @return the phase
   */
  public SegmentPhase phase() {
    return phase;
  }
}
