package dev.sharelock.values;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Anchors;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.WaitOutcome;

/**
 * The writing side of one handle of a variable: its place, its transaction, and how it waits. The
 * protocol stands in {@link SharedVariable}.
 */
final class VariableWriter {
  /** In place of an expected id: any value will do. No id has generation 0. */
  static final long WHATEVER = 1;

  private static final int NONE = -1;

  private final SharedValues values;
  private final VariableWords words;
  private final Participants participants;
  private final Environment environment;
  private Anchors anchors;
  private int place = NONE;

  /** The root word that this handle's transaction began with; 0 if there is none. */
  private long begun;

  /** The last root word that was seen without a transaction of somebody who lives. */
  private long free;

  VariableWriter(SharedValues values, VariableWords words) {
    this.values = values;
    this.words = words;
    this.participants = values.context().participants();
    this.environment = values.context().environment();
  }

  boolean hasTransaction() {
    return begun != 0;
  }

  /** Replaces the value by a tree, or by none, and closes the handle of the tree. */
  Outcome replace(SharedTree tree, long expected, long timeoutNanos) {
    try (tree) {
      requireNoTransaction();
      long deadline = Deadline.after(environment.nanoTime(), timeoutNanos);
      int side = prepare(tree);
      while (true) {
        Outcome outcome = awaitFree(timeoutNanos == 0, deadline);
        if (outcome == Outcome.DONE && !isExpected(expected)) {
          outcome = Outcome.STALE;
        }
        if (outcome != Outcome.DONE) {
          discard(side);
          return outcome;
        }
        if (commit(free, side)) {
          return Outcome.DONE;
        }
      }
    }
  }

  /** Whether the value is the expected one, or has changed since the root was read. */
  private boolean isExpected(long expected) {
    return expected == WHATEVER || value(free) == expected || words.rootAgain() != free;
  }

  Outcome begin(long timeoutNanos) {
    requireNoTransaction();
    long deadline = Deadline.after(environment.nanoTime(), timeoutNanos);
    join();
    while (true) {
      Outcome outcome = awaitFree(timeoutNanos == 0, deadline);
      if (outcome != Outcome.DONE) {
        return outcome;
      }
      long next = RootWord.begun(free, place);
      if (words.changeRoot(free, next)) {
        begun = next;
        return Outcome.DONE;
      }
    }
  }

  /** Ends the transaction with a new value, or without one. */
  Outcome commit(SharedTree tree) {
    try (tree) {
      int side = prepare(tree);
      while (true) {
        long root = words.root();
        if (!RootWord.isSame(root, begun)) {
          begun = 0;
          discard(side);
          return Outcome.STALE;
        }
        if (commit(root, side)) {
          begun = 0;
          return Outcome.DONE;
        }
      }
    }
  }

  /** Ends the transaction and changes nothing. */
  Outcome rollback() {
    while (true) {
      long root = words.root();
      if (!RootWord.isSame(root, begun)) {
        begun = 0;
        return Outcome.STALE;
      }
      if (end(root, RootWord.ended(root))) {
        begun = 0;
        return Outcome.DONE;
      }
    }
  }

  boolean breakTransaction() {
    while (true) {
      long root = words.root();
      if (RootWord.owner(root) == NONE) {
        return false;
      }
      if (end(root, RootWord.broken(root))) {
        return true;
      }
    }
  }

  private boolean end(long root, long next) {
    boolean ended = words.changeRoot(root, next);
    if (ended && RootWord.isWaiting(root)) {
      words.wake();
    }
    return ended;
  }

  /** The one store that makes a side the value; then the former value is let go. */
  private boolean commit(long root, int side) {
    long former = value(root);
    if (!end(root, RootWord.committed(root, place, side))) {
      return false;
    }
    if (former != BlockId.NONE) {
      anchors.release(former);
    }
    return true;
  }

  private long value(long root) {
    return words.value(RootWord.place(root), RootWord.side(root));
  }

  /** Waits until nobody who takes part has the transaction; then {@link #free} is the root word. */
  private Outcome awaitFree(boolean once, long deadline) {
    boolean interrupted = false;
    while (true) {
      long now = once ? deadline : environment.nanoTime();
      int signal = words.signal();
      long root = words.root();
      if (isFree(root)) {
        free = root;
        return Outcome.DONE;
      }
      if (interrupted || once || Deadline.passed(deadline, now)) {
        return interrupted ? Outcome.INTERRUPTED : once ? Outcome.WOULD_BLOCK : Outcome.TIMED_OUT;
      }
      Cancellation cancellation = environment.cancellation();
      if (cancellation.isRequested()) {
        return Outcome.CANCELLED;
      }
      if (RootWord.isWaiting(root) || words.changeRoot(root, RootWord.waiting(root))) {
        long end = Deadline.slice(deadline, now, SharedVariable.SLICE_NANOS);
        long earlier = cancellation.slice(end, environment);
        interrupted = words.sleep(signal, earlier) == WaitOutcome.INTERRUPTED;
      }
    }
  }

  private boolean isFree(long root) {
    int owner = RootWord.owner(root);
    return owner == NONE || !participants.takesPart(words.participant(owner));
  }

  /** Puts a tree where it can become the value. */
  private int prepare(SharedTree tree) {
    join();
    int side = RootWord.isCurrent(words.root(), place, 0) ? 1 : 0;
    discard(side);
    if (tree != null) {
      words.setValue(place, side, tree.id());
      anchors.anchor(tree.id());
    }
    return side;
  }

  /** Lets go of a tree that is not the value and never will be. */
  private void discard(int side) {
    discard(place, side);
  }

  private void discard(int at, int side) {
    long id = words.value(at, side);
    if (id != BlockId.NONE) {
      anchors.release(id);
      words.setValue(at, side, BlockId.NONE);
    }
  }

  private void join() {
    participants.requireNotEvicted();
    for (int at = 0; place == NONE && at < words.places(); at++) {
      if (take(at)) {
        place = at;
      }
    }
    if (place == NONE) {
      throw new SharelockException(
          Outcome.NO_MEMORY,
          "variable has no place for another writer: places="
              + words.places()
              + "; do: close handles that do not write any more, or create it with more");
    }
  }

  /** Takes a place that nobody who lives has, and clears up what is left there. */
  private boolean take(int at) {
    long former = words.participant(at);
    if (former != Participants.NOBODY && participants.isAlive(former)) {
      return false;
    }
    openAnchors();
    if (!words.changeParticipant(at, former, participants.self())) {
      return false;
    }
    settle(at);
    return true;
  }

  private void openAnchors() {
    if (anchors == null) {
      anchors = Anchors.open(values.allocator());
    }
  }

  /** Ends the transaction of a place, and lets go of its sides that are not the value. */
  private void settle(int at) {
    long root = words.root();
    while (RootWord.owner(root) == at && !end(root, RootWord.broken(root))) {
      root = words.root();
    }
    for (int side = 0; side < 2; side++) {
      if (!RootWord.isCurrent(root, at, side)) {
        discard(at, side);
      }
    }
  }

  int recover() {
    int recovered = 0;
    for (int at = 0; at < words.places(); at++) {
      if (at != place && words.participant(at) != Participants.NOBODY && take(at)) {
        words.changeParticipant(at, participants.self(), Participants.NOBODY);
        recovered++;
      }
    }
    return recovered;
  }

  void close() {
    if (begun != 0) {
      rollback();
    }
    if (place != NONE) {
      settle(place);
      words.changeParticipant(place, participants.self(), Participants.NOBODY);
      place = NONE;
    }
  }

  private void requireNoTransaction() {
    if (begun != 0) {
      throw new IllegalStateException(
          "handle has a transaction: root="
              + RootWord.text(begun)
              + "; do: commit or end it first, or use another handle");
    }
  }
}
