package dev.sharelock.ring;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;

/** Refuses wrong arguments, with their values. */
final class RingArguments {
  private RingArguments() {}

  static void check(String what, long want, long timeoutNanos, boolean open) {
    checkOpen(what, open);
    if (want < 1) {
      throw new IllegalArgumentException(
          what + " is out of range: bytes=" + want + "; do: ask for at least 1");
    }
    Deadline.after(0, timeoutNanos);
  }

  static void checkOpen(String what, boolean open) {
    if (!open) {
      throw new IllegalStateException(
          what + " through a closed handle: open=false; do: open the side again");
    }
  }

  /** The exception for a count that does not fit what was claimed or peeked; -1 is nothing. */
  static RuntimeException wrongCount(String what, long count, long granted) {
    if (granted < 0) {
      return new IllegalStateException(
          what
              + " without a view: count="
              + count
              + "; do: claim or peek with outcome DONE first, once for each time");
    }
    return new IllegalArgumentException(
        what
            + " is out of range: count="
            + count
            + ", granted="
            + granted
            + "; do: pass at most what was claimed or peeked");
  }

  static SharelockException noFrames(String counter, long position) {
    return new SharelockException(
        Outcome.CORRUPT,
        "ring holds no frames: "
            + counter
            + "="
            + position
            + ", alignment="
            + FrameHeader.BYTES
            + "; do: use the byte handles on both sides, or the frame handles on both");
  }
}
