package dev.sharelock.segment;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Environment;
import dev.sharelock.waiting.Awaited;
import dev.sharelock.waiting.WaitPolicy;
import dev.sharelock.waiting.Waiter;
import java.util.function.Supplier;

/** How members wait for segments that are sent to them, and are woken. */
final class SegmentWaits {
  private final SegmentWords words;
  private final SegmentStore store;
  private final Waiter waiter;
  private final int member;
  private Segment received;

  SegmentWaits(SegmentWords words, SegmentStore store, Environment environment) {
    this.words = words;
    this.store = store;
    this.waiter = new Waiter(words.memory, environment, WaitPolicy.DEFAULT);
    this.member = store.member();
  }

  /** What the last wait has brought; null if nothing. */
  Segment received() {
    return received;
  }

  /** Says what a loan that did not wait has brought. */
  void received(Segment segment) {
    received = segment;
  }

  /** Wakes a member to which a segment was sent, if it sleeps. */
  void wake(int target) {
    waiter.wake(words.layout.waiting(target));
  }

  /** Wakes all members that sleep, since the table is torn down. */
  void wakeAll() {
    for (int target = 0; target < words.layout.members(); target++) {
      wake(target);
    }
  }

  Outcome receive(long timeoutNanos) {
    return await(timeoutNanos, () -> take() ? Outcome.DONE : Outcome.WOULD_BLOCK);
  }

  /** Waits for a segment that was lent to another member. */
  Outcome receiveBack(int index, int target, long timeoutNanos) {
    return await(timeoutNanos, () -> comeBack(index, target));
  }

  private Outcome await(long timeoutNanos, Supplier<Outcome> arrival) {
    received = null;
    return waiter.await(new Arrival(arrival), words.layout.waiting(member), timeoutNanos);
  }

  /** The condition that a segment has arrived. */
  private final class Arrival implements Awaited {
    private final Supplier<Outcome> arrival;

    Arrival(Supplier<Outcome> arrival) {
      this.arrival = arrival;
    }

    @Override
    public Outcome look() {
      return arrival.get();
    }

    @Override
    public Outcome lookAround() {
      boolean closed = words.isClosed(); // before the look: what was sent until then arrives
      Outcome outcome = look();
      return closed && outcome == Outcome.WOULD_BLOCK ? Outcome.CLOSED : outcome;
    }

    @Override
    public Outcome lookForPeer() {
      return lookAround();
    }
  }

  private boolean take() {
    for (int index = 0; index < words.segments(); index++) {
      if (take(index)) {
        return true;
      }
    }
    return false;
  }

  private boolean take(int index) {
    long word = words.state(index);
    if (SegmentWord.phase(word) != SegmentPhase.IN_FLIGHT || SegmentWord.target(word) != member) {
      return false;
    }
    long next = store.next(word, SegmentEvent.RECEIVE, 0);
    if (!words.change(index, word, next)) {
      return false;
    }
    received = store.own(index, word, next);
    return true;
  }

  private Outcome comeBack(int index, int target) {
    if (take(index)) {
      return Outcome.DONE;
    }
    Outcome peer = words.peer(target);
    if (peer != Outcome.PEER_DEAD) {
      return peer == Outcome.DONE ? Outcome.WOULD_BLOCK : peer;
    }
    if (take(index)) {
      return Outcome.DONE; // it was sent back before its borrower left
    }
    received = store.reclaim(index);
    return received == null ? Outcome.WOULD_BLOCK : Outcome.PEER_DEAD;
  }
}
