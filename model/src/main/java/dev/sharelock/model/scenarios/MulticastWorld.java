package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.List;

/** A multicast to one subscriber for whom one value waits at the most: the smallest there is. */
final class MulticastWorld {
  static final MulticastLayout LAYOUT = new MulticastLayout(0, 1, 1, 1);
  static final Weakening AS_IT_IS = memory -> memory;
  static final String PUT = "put";
  static final String GOT = QueueWorld.GOT;
  static final String ENDED = QueueWorld.ENDED;
  static final String DROPPED = "dropped";

  /** Drops whoever has no room, at once. */
  static final SlowPolicy AT_ONCE = SlowPolicy.dropAfter(0);

  /** The number of somebody who is dead to all processes. */
  private static final long GHOST = 999;

  private static final long TURN = LAYOUT.bytes();

  private MulticastWorld() {}

  static Scenario.Builder multicast(String name, String about) {
    return Scenario.named("multicast." + name)
        .about(about)
        .bytes(TURN + Long.BYTES)
        .fields(names -> LAYOUT.describe("multicast", names))
        .fields(names -> names.word(TURN, Long.BYTES, "turn"))
        .setUp((memory, environment) -> MulticastFormat.create(memory, LAYOUT));
  }

  /** Somebody has subscribed, and is dead. */
  static void subscribedByTheDead(SharedMemory memory, Environment environment) {
    MulticastFormat.create(memory, LAYOUT);
    Subscriber.open(AllocatorWorld.loner(memory, GHOST), 0, WaitPolicy.DEFAULT);
  }

  static Publisher publisher(ProcessContext context, SlowPolicy policy, Weakening weakening) {
    ParticipantContext own = weakened(context, weakening);
    return Publisher.open(own, 0, policy, WaitPolicy.UNTIL_WOKEN);
  }

  static Subscriber subscriber(ProcessContext context, Weakening weakening) {
    return Subscriber.open(weakened(context, weakening), 0, WaitPolicy.UNTIL_WOKEN);
  }

  private static ParticipantContext weakened(ProcessContext context, Weakening weakening) {
    return new ParticipantContext(
        weakening.of(context.memory()), context.environment(), context.participants());
  }

  /** Waits until all processes named before this one have done what comes first. */
  static void await(ProcessContext context) {
    Turns.await(context, TURN);
  }

  static void pass(ProcessContext context) {
    Turns.pass(context, TURN);
  }

  /** Passes the turn on for somebody who could not. */
  static void passTo(ProcessContext context, long turn) {
    context.memory().setLongRelease(TURN, turn);
  }

  /** Waits until somebody has passed the turn on so often. */
  static void awaitTurn(ProcessContext context, long turn) {
    while (context.memory().getLongAcquire(TURN) < turn) {
      context.environment().spinHint();
    }
  }

  /** Publishes values that follow each other, and records each that was published. */
  static void publish(
      ProcessContext context, Publisher publisher, long first, long last, long timeoutNanos) {
    for (long value = first; value <= last; value++) {
      Outcome outcome = publisher.publish(value, timeoutNanos);
      context.require(outcome == Outcome.DONE, "publish ended with " + outcome);
      context.record(PUT, value);
    }
  }

  /** Takes until something else comes than a value; returns what. */
  static Outcome takeAll(ProcessContext context, Subscriber subscriber, long timeoutNanos) {
    Outcome outcome = subscriber.take(timeoutNanos);
    while (outcome == Outcome.DONE) {
      context.record(GOT, subscriber.value());
      outcome = subscriber.take(timeoutNanos);
    }
    context.record(ENDED, outcome);
    return outcome;
  }

  static boolean isActive(EndState end) {
    return end.memory().getLongOpaque(LAYOUT.active(0)) != 0;
  }

  /** What a subscriber has taken, and then what is left for it. */
  static List<Long> gotAndLeft(EndState end, String subscriber) {
    List<Long> all = new ArrayList<>(QueueWorld.got(end, subscriber));
    SharedMemory memory = AllocatorWorld.copyOf(end.memory());
    ParticipantContext last = AllocatorWorld.lastOf(memory);
    try (ConditionQueue queue = ConditionQueue.open(last, LAYOUT.queue(0).base())) {
      while (queue.tryDequeue() == Outcome.DONE) {
        all.add(queue.value());
      }
    }
    return all;
  }

  /** M3: nothing is missing in between. */
  static void requireNoGap(EndState end, String subscriber) {
    List<Long> all = gotAndLeft(end, subscriber);
    for (int i = 1; i < all.size(); i++) {
      end.require(all.get(i) == all.get(i - 1) + 1, subscriber + " gets " + all);
    }
  }

  /** M3: the newest of what was published is the last that the subscriber gets. */
  static void requireNewest(EndState end, String subscriber, String publisher) {
    requireNewest(end, gotAndLeft(end, subscriber), publisher);
  }

  /** The same of somebody who has taken all that there was. */
  static void requireNewestTaken(EndState end, String subscriber, String publisher) {
    requireNewest(end, QueueWorld.got(end, subscriber), publisher);
  }

  private static void requireNewest(EndState end, List<Long> all, String publisher) {
    List<Object> put = end.recorded(publisher, PUT);
    for (int i = 1; i < all.size(); i++) {
      end.require(all.get(i) > all.get(i - 1), "a subscriber gets " + all);
    }
    boolean newest = put.isEmpty() || !all.isEmpty() && all.getLast() >= (long) put.getLast();
    end.require(newest, "a subscriber gets " + all + ", published were " + put);
  }
}
