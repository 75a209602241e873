package dev.sharelock.model.exhaustive;

import dev.sharelock.model.exhaustive.ExplorationOptions.ReleaseSequence;
import dev.sharelock.model.memory.FenceKind;

/**
 * Computes the clocks of a new event from those of its program-order predecessor and of the write
 * it reads: RC11's happens-before = (program order ∪ synchronises-with)+, where a release write, or
 * a write after a release fence, synchronises with an acquire read, or a read before an acquire
 * fence, of it or of its release sequence. Where happens-before is all of (program order ∪
 * reads-from)+, both share one array.
 */
final class Clocks {
  private static final FenceKind[] FENCES = FenceKind.values();

  private final ReleaseSequence releaseSequence;
  private final int[] none;

  Clocks(int threads, ReleaseSequence releaseSequence) {
    this.releaseSequence = releaseSequence;
    this.none = new int[threads];
  }

  /** Sets the clocks of an event that is about to be appended to a log. */
  void set(Event event, ThreadLog log) {
    Event previous = event.index == 0 ? null : log.events[event.index - 1];
    boolean same = previous == null || previous.hb == previous.porf;
    int[] hb = (previous == null ? none : previous.hb).clone();
    int[] porf = same ? hb : previous.porf.clone();
    if (previous != null) {
      event.pending = previous.pending;
      event.fenced = previous.fenced;
      event.drained = previous.drained;
      event.passed = previous.passed;
      event.time = Math.max(event.time, previous.time);
      event.data = previous.data;
    }
    event.hb = hb;
    event.porf = porf;
    hb[event.thread] = event.index + 1;
    porf[event.thread] = event.index + 1;
    switch (event.kind) {
      case Event.READ -> read(event);
      case Event.WRITE -> write(event, log);
      case Event.FENCE -> fence(event);
      case Event.DATA_READ, Event.DATA_WRITE -> {
        event.previousData = event.data;
        event.data = event;
      }
      case Event.CHOICE -> event.passed = Leap.isPass(event) ? event.stamp : event.passed;
      default -> {}
    }
  }

  private static void read(Event event) {
    Event source = event.source;
    boolean plain = (event.mode & Mode.PLAIN) != 0;
    boolean acquires = source.released != null && !plain && (event.mode & Mode.ACQUIRE) != 0;
    boolean isKnown = source.thread < 0 || source.thread == event.thread;
    if (!isKnown && !(acquires && source.released == source.porf)) {
      event.separateClocks();
    }
    joinInto(event.porf, source.porf);
    event.time = Math.max(event.time, source.time);
    if (source.released != null && !plain) {
      if (acquires) {
        joinInto(event.hb, source.released);
      } else {
        event.pending = join(event.pending, source.released);
      }
    }
    if (event.exclusive) {
      event.drained = event.index + 1;
    }
  }

  private void write(Event event, ThreadLog log) {
    if ((event.mode & Mode.PLAIN) != 0) {
      return;
    }
    int[] released = (event.mode & Mode.RELEASE) != 0 ? event.hb : event.fenced;
    if (releaseSequence == ReleaseSequence.C11) {
      released = join(released, headedBefore(event, log));
      event.headed = released;
    }
    if (event.exclusive && releaseSequence != ReleaseSequence.NONE) {
      released = join(released, log.events[event.index - 1].source.released);
    }
    event.released = released;
    if (event.exclusive || (event.mode & Mode.SC) != 0) {
      event.drained = event.index + 1;
    }
  }

  /** What the last atomic write of the thread at this location releases for later ones. */
  private static int[] headedBefore(Event event, ThreadLog log) {
    for (int i = event.index - 1; i >= 0; i--) {
      Event other = log.events[i];
      boolean plain = (other.mode & Mode.PLAIN) != 0;
      if (other.kind == Event.WRITE && other.location == event.location && !plain) {
        return other.headed;
      }
    }
    return null;
  }

  private static void fence(Event event) {
    FenceKind kind = FENCES[event.mode];
    boolean full = kind == FenceKind.FULL || kind == FenceKind.HEAVY;
    if ((full || kind == FenceKind.ACQUIRE || kind == FenceKind.LOAD_LOAD)
        && event.pending != null) {
      event.separateClocks();
      joinInto(event.hb, event.pending);
    }
    if (full || kind == FenceKind.RELEASE || kind == FenceKind.STORE_STORE) {
      event.fenced = event.hb;
    }
    if (full) {
      event.drained = event.index + 1;
    }
  }

  private static int[] join(int[] a, int[] b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    int[] joined = a.clone();
    joinInto(joined, b);
    return joined;
  }

  private static void joinInto(int[] target, int[] other) {
    for (int t = 0; t < target.length; t++) {
      if (other[t] > target[t]) {
        target[t] = other[t];
      }
    }
  }
}
