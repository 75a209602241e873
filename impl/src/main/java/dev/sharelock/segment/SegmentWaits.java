package dev.sharelock.segment;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.memory.WaitOutcome;
import java.util.function.Supplier;

/** How one member waits for segments that are sent to it. */
final class SegmentWaits {
  static final long SLICE_NANOS = 100_000_000;

  private final SegmentWords words;
  private final SegmentStore store;
  private final Environment environment;
  private final int member;
  private Segment received;

  SegmentWaits(SegmentWords words, SegmentStore store, Environment environment) {
    this.words = words;
    this.store = store;
    this.environment = environment;
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

  Outcome receive(long timeoutNanos) {
    return await(timeoutNanos, () -> take() ? Outcome.DONE : Outcome.WOULD_BLOCK);
  }

  /** Waits for a segment that was lent to another member. */
  Outcome receiveBack(int index, int target, long timeoutNanos) {
    return await(timeoutNanos, () -> comeBack(index, target));
  }

  private Outcome await(long timeoutNanos, Supplier<Outcome> look) {
    received = null;
    long deadline = Deadline.after(environment.nanoTime(), timeoutNanos);
    boolean interrupted = false;
    while (true) {
      long now = environment.nanoTime();
      int signal = words.signal(member);
      boolean closed = words.isClosed();
      Outcome outcome = look.get();
      if (outcome != Outcome.WOULD_BLOCK || timeoutNanos == 0 && !closed) {
        return outcome;
      }
      if (closed || interrupted || Deadline.passed(deadline, now)) {
        return closed ? Outcome.CLOSED : interrupted ? Outcome.INTERRUPTED : Outcome.TIMED_OUT;
      }
      if (environment.cancellation().isRequested()) {
        return Outcome.CANCELLED;
      }
      long slice = Deadline.slice(deadline, now, SLICE_NANOS);
      long end = environment.cancellation().slice(slice, environment);
      interrupted = words.sleep(member, signal, end) == WaitOutcome.INTERRUPTED;
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
    if (!take(index)) {
      received = store.reclaim(index);
    }
    return received == null ? Outcome.WOULD_BLOCK : Outcome.PEER_DEAD;
  }
}
