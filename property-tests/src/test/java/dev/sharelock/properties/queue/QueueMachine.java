package dev.sharelock.properties.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A queue that several participants use in turn, and what it must do, side by side. */
final class QueueMachine {
  private static final long STEP_LIMIT = 20_000;

  private final SoloWorld world;
  private final QueueLayout layout;
  private final ConditionQueue[] handles = new ConditionQueue[QueueStep.PARTICIPANTS];
  private final long[] numbers = new long[QueueStep.PARTICIPANTS];
  private final Deque<Long> ring = new ArrayDeque<>();
  private final Deque<Long> returned = new ArrayDeque<>();
  private long participants;
  private long next = 1;
  private boolean closed;

  /** Creates an empty queue, and as many seats as participants and one more. */
  QueueMachine(int capacity, int words) {
    layout = new QueueLayout(0, capacity, QueueStep.PARTICIPANTS + 1, words);
    world = SoloWorld.bounded(layout.bytes(), STEP_LIMIT);
    QueueFormat.create(world.memory(), layout);
  }

  /** Does one step on both sides and compares them. */
  void run(QueueStep step) {
    world.boundedMemory().restartSteps();
    ConditionQueue queue = handle(step.who());
    switch (step.kind()) {
      case PUT -> put(queue, step.timeoutNanos());
      case TAKE -> take(queue, step.timeoutNanos());
      case RETURN -> giveBack(queue);
      case PEEK -> peek(queue, step.number());
      case COUNT -> count(queue);
      case DROP -> drop(queue, step.number());
      case LEAVE -> leave(step.who());
      case KILL -> kill(step.who());
      case CLOSE -> {
        assertThat(queue.closeQueue()).isEqualTo(Outcome.DONE);
        closed = true;
      }
    }
  }

  private ConditionQueue handle(int who) {
    if (handles[who] == null) {
      numbers[who] = ++participants;
      handles[who] = ConditionQueue.open(world.participant(numbers[who]), 0);
    }
    return handles[who];
  }

  private long[] value(long number) {
    long[] value = new long[layout.words()];
    Arrays.fill(value, number);
    return value;
  }

  private void requireValue(ConditionQueue queue, long number) {
    for (int w = 0; w < layout.words(); w++) {
      assertThat(queue.word(w)).isEqualTo(number);
    }
  }

  private static Outcome waited(Outcome outcome, long timeoutNanos) {
    return outcome == Outcome.WOULD_BLOCK && timeoutNanos > 0 ? Outcome.TIMED_OUT : outcome;
  }

  private void put(ConditionQueue queue, long timeoutNanos) {
    Outcome expected = Outcome.DONE;
    if (closed) {
      expected = Outcome.CLOSED;
    } else if (ring.size() == layout.capacity()) {
      expected = waited(Outcome.WOULD_BLOCK, timeoutNanos);
    }
    long end = now() + timeoutNanos;
    assertThat(queue.enqueue(value(next), timeoutNanos)).isEqualTo(expected);
    requireEnd(expected, end);
    if (expected == Outcome.DONE) {
      ring.add(next++);
    }
  }

  private long now() {
    return world.participant(participants).environment().nanoTime();
  }

  private void requireEnd(Outcome outcome, long end) {
    if (outcome == Outcome.TIMED_OUT) {
      assertThat(now()).isEqualTo(end);
    }
  }

  private Outcome none() {
    return closed ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
  }

  private void take(ConditionQueue queue, long timeoutNanos) {
    boolean empty = ring.isEmpty() && returned.isEmpty();
    Outcome expected = empty ? waited(none(), timeoutNanos) : Outcome.DONE;
    long end = now() + timeoutNanos;
    assertThat(queue.dequeue(timeoutNanos)).isEqualTo(expected);
    requireEnd(expected, end);
    if (!empty) {
      requireValue(queue, first());
    }
  }

  private long first() {
    return returned.isEmpty() ? ring.remove() : returned.pop();
  }

  /** Every seat has room for one; which seat a handle has shows only by that. */
  private void giveBack(ConditionQueue queue) {
    Outcome outcome = queue.pushBack(value(next));
    if (outcome == Outcome.DONE) {
      returned.push(next++);
    } else {
      assertThat(outcome).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(returned).isNotEmpty();
    }
  }

  private void peek(ConditionQueue queue, int index) {
    List<Long> all = new ArrayList<>(returned);
    all.addAll(ring);
    Outcome outcome = queue.peek(index);
    assertThat(outcome).isEqualTo(index < all.size() ? Outcome.DONE : Outcome.WOULD_BLOCK);
    if (outcome == Outcome.DONE) {
      requireValue(queue, all.get(index));
    }
  }

  private void count(ConditionQueue queue) {
    assertThat(queue.size()).isEqualTo(ring.size() + returned.size());
    assertThat(queue.isEmpty()).isEqualTo(ring.isEmpty() && returned.isEmpty());
    assertThat(queue.isFull()).isEqualTo(ring.size() == layout.capacity());
  }

  private void drop(ConditionQueue queue, int count) {
    int there = Math.min(count, ring.size() + returned.size());
    assertThat(queue.drop(count)).isEqualTo(there);
    for (int i = 0; i < there; i++) {
      first();
    }
  }

  private void leave(int who) {
    handles[who].close();
    handles[who] = null;
  }

  private void kill(int who) {
    world.kill(numbers[who]);
    handles[who] = null;
  }
}
