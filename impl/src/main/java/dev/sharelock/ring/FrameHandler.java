package dev.sharelock.ring;

/** Takes frames out of a ring. */
@FunctionalInterface
public interface FrameHandler {

  /**
   * Handles one frame.
   *
   * @param frame its payload; valid during the call only
   */
  void onFrame(RingView frame);
}
