package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Participants;

/**
 * Who holds which of the bits of the state words. A holder record belongs to the participant whose
 * number it holds; 0 is nobody. The record of a dead participant stays until recovery is through,
 * so its bit is never given to somebody else while it still stands for references.
 */
final class Holders {
  private Holders() {}

  /** Takes a record that nobody has. */
  static int join(Heap heap, Participants participants) {
    participants.requireNotEvicted();
    int holders = heap.geometry().holders();
    for (int holder = 0; holder < holders; holder++) {
      if (heap.participant(holder) == Participants.NOBODY
          && heap.changeParticipant(holder, Participants.NOBODY, participants.self())) {
        return holder;
      }
    }
    throw new SharelockException(
        Outcome.NO_MEMORY,
        "heap has no room for another holder: holders="
            + holders
            + "; do: close handles, recover() from dead ones, or format the heap with more");
  }

  /** Whether a record belongs to a participant that is dead. */
  static boolean isDead(Heap heap, Participants participants, int holder) {
    long participant = heap.participant(holder);
    return participant != Participants.NOBODY
        && participant != Anchors.STRUCTURES
        && !participants.isAlive(participant);
  }
}
