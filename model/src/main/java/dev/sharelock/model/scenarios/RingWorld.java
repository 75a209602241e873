package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import dev.sharelock.waiting.WaitPolicy;
import java.util.List;

/**
 * What the scenarios of the ring have in common: a tiny ring, numbered frames, and what must hold.
 */
final class RingWorld {
  static final long BASE = 0;
  static final int CAPACITY = 64;
  static final RingLayout LAYOUT = new RingLayout(BASE, CAPACITY);
  static final String GOT = "got";
  static final String ENDED = "ended";

  private RingWorld() {}

  /** A scenario over a ring that is ready, with the invariants of rings. */
  static Scenario.Builder ring(String name, String about) {
    return bare(name, about)
        .setUp((memory, environment) -> RingFormat.create(memory, BASE, CAPACITY))
        .invariant("R1", RingWorld::requireCounters);
  }

  /** A scenario over memory in which no ring is yet. */
  static Scenario.Builder bare(String name, String about) {
    return Scenario.named("ring." + name)
        .about(about)
        .bytes(RingLayout.bytes(CAPACITY))
        .fields(names -> LAYOUT.describe("ring", names));
  }

  private static void requireCounters(SharedMemory memory) {
    long head = memory.getLongVolatile(LAYOUT.head());
    long tail = memory.getLongVolatile(LAYOUT.tail());
    if (head - tail < 0 || head - tail > CAPACITY) {
      throw new AssertionError("head=" + head + ", tail=" + tail + ", capacity=" + CAPACITY);
    }
  }

  static FrameProducer producer(ProcessContext context) {
    return FrameProducer.open(context.participant(), BASE, WaitPolicy.UNTIL_WOKEN);
  }

  static FrameConsumer consumer(ProcessContext context) {
    return FrameConsumer.open(context.participant(), BASE, WaitPolicy.UNTIL_WOKEN);
  }

  /** Publishes frames that hold a number, one by one. */
  static void send(ProcessContext context, FrameProducer producer, long from, int count) {
    for (long number = from; number < from + count; number++) {
      Outcome outcome = producer.claim(Long.BYTES, Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "claim ended with " + outcome);
      producer.view().putLong(0, number);
      producer.publish();
    }
  }

  /** Takes one frame that holds a number and records it; returns how the wait for it ended. */
  static Outcome take(ProcessContext context, FrameConsumer consumer, long timeoutNanos) {
    Outcome outcome = consumer.peek(timeoutNanos);
    if (outcome == Outcome.DONE) {
      context.require(
          consumer.view().length() == Long.BYTES, "length is " + consumer.view().length());
      context.record(GOT, consumer.view().getLong(0));
      consumer.release();
    }
    return outcome;
  }

  static void takeAll(ProcessContext context, FrameConsumer consumer, int count) {
    for (int i = 0; i < count; i++) {
      Outcome outcome = take(context, consumer, Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "peek ended with " + outcome);
    }
  }

  static void takeUntilClosed(ProcessContext context, FrameConsumer consumer) {
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = take(context, consumer, Deadline.NEVER);
    }
    context.record(ENDED, outcome);
  }

  /** R2: what was taken are the numbers from 0 on, in order, exactly once. */
  static void requireInOrder(EndState end, String consumer, int least) {
    List<Object> got = end.recorded(consumer, GOT);
    for (int i = 0; i < got.size(); i++) {
      end.require(got.get(i).equals((long) i), consumer + " got " + got);
    }
    end.require(got.size() >= least, consumer + " got only " + got);
  }
}
