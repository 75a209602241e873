package dev.sharelock.model.exhaustive;

import java.util.Arrays;

/** The events of one thread in program order. Graphs share a log until one of them changes it. */
final class ThreadLog {
  Event[] events;
  int count;
  final Object owner;

  /** What the body left behind when it ended; null while it has not ended. */
  Object completion;

  /** Whether an assumption failed: the thread does not go on unless it is truncated. */
  boolean stuck;

  ThreadLog(Object owner) {
    this.owner = owner;
    this.events = new Event[8];
  }

  ThreadLog(ThreadLog other, int keep, Object owner) {
    this.owner = owner;
    this.events = Arrays.copyOf(other.events, Math.max(8, keep + 4));
    this.count = keep;
    if (keep == other.count) {
      completion = other.completion;
      stuck = other.stuck;
    } else {
      Arrays.fill(events, keep, Math.min(events.length, other.count), null);
    }
  }

  void append(Event event) {
    if (count == events.length) {
      events = Arrays.copyOf(events, count * 2);
    }
    events[count++] = event;
  }

  Event last() {
    return count == 0 ? null : events[count - 1];
  }

  void removeLast() {
    events[--count] = null;
  }
}
