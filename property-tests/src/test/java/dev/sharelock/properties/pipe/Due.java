package dev.sharelock.properties.pipe;

import dev.sharelock.pipe.SlowPolicy;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a multicast must still give to one subscriber. */
final class Due {
  private final SlowPolicy.Kind policy;
  private final int capacity;
  private final Deque<Long> values = new ArrayDeque<>();
  private boolean dropped;

  Due(SlowPolicy policy, int capacity) {
    this.policy = policy.kind();
    this.capacity = capacity;
  }

  /** Whether the publisher must wait for this one. */
  boolean isBlocking() {
    return policy == SlowPolicy.Kind.BLOCK && isFull();
  }

  private boolean isFull() {
    return !dropped && values.size() == capacity;
  }

  /** A value is published; whether there was no room for it. */
  boolean publish(long value) {
    boolean full = isFull();
    dropped |= full && policy == SlowPolicy.Kind.DROP;
    if (full && !dropped) {
      values.removeFirst();
    }
    if (!dropped) {
      values.addLast(value);
    }
    return full;
  }

  /** The next one, or null if there is none. */
  Long take() {
    return values.pollFirst();
  }

  /** What it had is lost. */
  void lose() {
    values.clear();
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean isDropped() {
    return dropped;
  }
}
