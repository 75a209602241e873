package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.waiting.Awaited;

/**
 * The condition that nothing but the end of the stream is left to pass on from one queue to
 * another.
 *
 * <p>The first is closed and empty. Whoever has taken something from it notes that before, until it
 * is in the other one or was given back; and it cannot be given back, and be taken by somebody
 * whose note was looked at already, without a change of the front, which never recurs. So if the
 * front is the same before and after all notes were seen to be empty, nothing can come any more but
 * what somebody dead was passing on, and that is noted at the other queue (order: {@link
 * BlockRecovery}). A recoverer that gives something back notes it as passed in the first one before
 * the note of the dead is erased, so the notes of taking are looked at before those.
 *
 * <p>What somebody has in hand that was evicted may come when it has ended. Whoever waits for it is
 * told, and can wait on or close the other queue without it.
 */
final class PassingEnd implements Awaited {
  private final QueueCore from;
  private final BlockRecovery left;
  private final QueueCore next;
  private final BlockRecovery arriving;

  PassingEnd(QueueCore from, BlockRecovery left, QueueCore next, BlockRecovery arriving) {
    this.from = from;
    this.left = left;
    this.next = next;
    this.arriving = arriving;
  }

  @Override
  public Outcome look() {
    long front = from.front();
    if (!from.isEnd(front)) {
      return Outcome.DONE;
    }
    if (left.isAnythingTaken() || left.isAnythingPassed() || arriving.isAnythingPassed()) {
      return Outcome.WOULD_BLOCK;
    }
    if (from.front() != front) {
      return Outcome.DONE;
    }
    Outcome closed = next.closeQueue();
    return closed == Outcome.DONE ? Outcome.CLOSED : closed;
  }

  @Override
  public Outcome lookAround() {
    left.run();
    arriving.run();
    return look();
  }

  @Override
  public Outcome lookForPeer() {
    return arriving.unlessWithheld(left.unlessWithheld(lookAround()));
  }
}
