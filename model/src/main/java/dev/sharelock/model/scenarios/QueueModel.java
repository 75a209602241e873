package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a queue does when one operation follows the other, and whether the answers that several
 * processes got fit some order of their operations.
 */
final class QueueModel {
  private final int capacity;
  private final Deque<Long> ring;
  private final Deque<Long> returned;
  private boolean closed;

  private QueueModel(int capacity, Deque<Long> ring, Deque<Long> returned, boolean closed) {
    this.capacity = capacity;
    this.ring = ring;
    this.returned = returned;
    this.closed = closed;
  }

  private static QueueModel empty(int capacity) {
    return new QueueModel(capacity, new ArrayDeque<>(), new ArrayDeque<>(), false);
  }

  private QueueModel copy() {
    return new QueueModel(capacity, new ArrayDeque<>(ring), new ArrayDeque<>(returned), closed);
  }

  /**
   * Whether there is an order of all operations, each process in its own, that gives the answers.
   */
  static boolean explains(int capacity, List<List<QueueOperation>> histories) {
    return search(empty(capacity), histories, new int[histories.size()]);
  }

  private static boolean search(QueueModel model, List<List<QueueOperation>> all, int[] next) {
    boolean over = true;
    for (int p = 0; p < next.length; p++) {
      if (next[p] < all.get(p).size()) {
        over = false;
        QueueModel after = model.copy();
        if (after.accepts(all.get(p).get(next[p]))) {
          int[] further = next.clone();
          further[p]++;
          if (search(after, all, further)) {
            return true;
          }
        }
      }
    }
    return over;
  }

  private boolean accepts(QueueOperation operation) {
    return switch (operation.kind()) {
      case PUT -> operation.outcome() == put(operation.value());
      case TAKE -> take(operation);
      case RETURN -> {
        returned.push(operation.value());
        yield operation.outcome() == Outcome.DONE;
      }
      case PEEK ->
          first() == null
              ? operation.outcome() == Outcome.WOULD_BLOCK
              : first() == operation.value();
      case SIZE -> operation.value() == ring.size() + returned.size();
      case CLOSE -> {
        closed = true;
        yield true;
      }
    };
  }

  private Outcome put(long value) {
    if (closed) {
      return Outcome.CLOSED;
    }
    if (ring.size() == capacity) {
      return Outcome.WOULD_BLOCK;
    }
    ring.add(value);
    return Outcome.DONE;
  }

  private Long first() {
    return returned.isEmpty() ? ring.peek() : returned.peek();
  }

  private boolean missing(QueueOperation operation) {
    return operation.outcome() == (closed ? Outcome.CLOSED : Outcome.WOULD_BLOCK);
  }

  private boolean take(QueueOperation operation) {
    Long value = returned.isEmpty() ? ring.poll() : returned.poll();
    if (value == null) {
      return missing(operation);
    }
    return operation.outcome() == Outcome.DONE && operation.value() == value;
  }
}
