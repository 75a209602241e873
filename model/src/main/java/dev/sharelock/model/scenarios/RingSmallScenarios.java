package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.RingWorld.BASE;
import static dev.sharelock.model.scenarios.RingWorld.CAPACITY;
import static dev.sharelock.model.scenarios.RingWorld.ENDED;
import static dev.sharelock.model.scenarios.RingWorld.GOT;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.ByteRingConsumer;
import dev.sharelock.ring.ByteRingProducer;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Each step of the protocol of the ring in a world so small that every execution can be looked at:
 * a frame fills the ring, so the second one waits for space.
 */
public final class RingSmallScenarios implements ScenarioProvider {
  private static final int FULL = CAPACITY - Long.BYTES;
  private static final long FRAME = 2 * Long.BYTES;
  private static final long PATIENCE = 1_000_000_000L;
  private static final long OF_SUCCESSOR = 100;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
            bothBlocked(),
            wrapAround(),
            batched(),
            frameLengths(),
            slowConsumer(),
            producerReplaced(),
            producerSucceeded(),
            consumerKilled(),
            closerKilled(),
            creatorKilled())
        .map(builder -> builder.exhaustible().build());
  }

  /** Publishes frames that fill the ring; returns how the last claim ended. */
  private static Outcome fill(
      ProcessContext context, FrameProducer producer, int frames, long timeoutNanos) {
    Outcome outcome = Outcome.DONE;
    for (long number = 0; number < frames && outcome == Outcome.DONE; number++) {
      outcome = producer.claim(FULL, timeoutNanos);
      if (outcome == Outcome.DONE) {
        producer.view().putLong(0, number);
        producer.publish();
      }
    }
    context.record(ENDED, outcome);
    return outcome;
  }

  private static Outcome empty(ProcessContext context, FrameConsumer consumer, int frames) {
    Outcome outcome = Outcome.DONE;
    for (int i = 0; i < frames && outcome == Outcome.DONE; i++) {
      outcome = consumer.peek(Deadline.NEVER);
      if (outcome == Outcome.DONE) {
        context.record(GOT, consumer.view().getLong(0));
        consumer.release();
      }
    }
    return outcome;
  }

  private static Scenario.Builder bothBlocked() {
    return RingWorld.ring("both-blocked-small", "Two frames that fill the ring, both sides wait.")
        .process("producer", c -> fill(c, RingWorld.producer(c), 2, Deadline.NEVER))
        .process("consumer", c -> empty(c, RingWorld.consumer(c), 2))
        .faults(Faults.NONE)
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 2));
  }

  private static Scenario.Builder wrapAround() {
    return RingWorld.ring("wrap-around-small", "The second piece of bytes wraps around the end.")
        .process(
            "producer",
            c -> {
              ByteRingProducer producer =
                  ByteRing.attach(c.participant(), BASE).openProducer(WaitPolicy.UNTIL_WOKEN);
              for (int piece = 1; piece <= 2; piece++) {
                Outcome outcome = producer.claim(40, Deadline.NEVER);
                c.require(outcome == Outcome.DONE, "claim ended with " + outcome);
                byte[] bytes = new byte[40];
                Arrays.fill(bytes, (byte) piece);
                producer.view().putBytes(0, bytes, 0, 40);
                producer.publish(40);
              }
            })
        .process(
            "consumer",
            c -> {
              ByteRingConsumer consumer =
                  ByteRing.attach(c.participant(), BASE).openConsumer(WaitPolicy.UNTIL_WOKEN);
              for (int piece = 1; piece <= 2; piece++) {
                c.require(consumer.peek(40, Deadline.NEVER) == Outcome.DONE, "peek failed");
                byte[] bytes = new byte[40];
                consumer.view().getBytes(0, bytes, 0, 40);
                c.require(bytes[0] == piece && bytes[39] == piece, "wrong bytes");
                consumer.release(40);
              }
            })
        .faults(Faults.NONE);
  }

  private static Scenario.Builder batched() {
    return RingWorld.ring("batched-small", "Two frames are committed and taken together.")
        .process(
            "producer",
            c -> {
              FrameProducer producer = RingWorld.producer(c);
              for (long i = 0; i < 2; i++) {
                c.require(producer.claim(Long.BYTES, 0) == Outcome.DONE, "claim failed");
                producer.view().putLong(0, i);
                producer.commit();
              }
              producer.wakeupAll();
            })
        .process(
            "consumer",
            c -> {
              FrameConsumer consumer = RingWorld.consumer(c);
              while (consumer.peek(Deadline.NEVER) == Outcome.DONE) {
                consumer.drain(view -> c.record(GOT, view.getLong(0)), 2);
              }
            })
        .faults(Faults.NONE)
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 2));
  }

  private static Scenario.Builder frameLengths() {
    int[] lengths = {0, 5, FULL};
    return RingWorld.ring("frame-lengths-small", "A frame that is empty, odd or full.")
        .process(
            "producer",
            c -> {
              FrameProducer producer = RingWorld.producer(c);
              int length = lengths[c.choose(lengths.length)];
              c.require(producer.claim(length, 0) == Outcome.DONE, "claim failed");
              byte[] bytes = new byte[length];
              Arrays.fill(bytes, (byte) (length + 1));
              producer.view().putBytes(0, bytes, 0, length);
              producer.publish();
              c.record("sent", length);
            })
        .process(
            "consumer",
            c -> {
              FrameConsumer consumer = RingWorld.consumer(c);
              c.require(consumer.peek(Deadline.NEVER) == Outcome.DONE, "peek failed");
              int length = (int) consumer.view().length();
              for (int i = 0; i < length; i += 11) {
                c.require(consumer.view().getByte(i) == length + 1, "wrong content");
              }
              c.record("received", length);
              consumer.release();
            })
        .atEnd(
            "R2",
            end ->
                end.require(
                    end.recorded("producer", "sent").equals(end.recorded("consumer", "received")),
                    "another length was received than sent"));
  }

  /** A consumer that pauses for longer than the producer waits is slow, not dead. */
  private static Scenario.Builder slowConsumer() {
    return RingWorld.ring("slow-consumer-small", "The consumer pauses and returns.")
        .process(
            "producer",
            c -> {
              if (fill(c, RingWorld.producer(c), 2, 1_000) == Outcome.TIMED_OUT) {
                c.require(c.environment().nanoTime() >= 1_000, "the time-out came early");
              }
            })
        .process("consumer", c -> empty(c, RingWorld.consumer(c), 1))
        .faults(new Faults(0, Set.of(), 0, 1, 0))
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 1))
        .atEnd(
            "nobody is dead",
            end -> {
              Object outcome = end.recorded("producer", ENDED).getFirst();
              boolean fine = outcome == Outcome.DONE || outcome == Outcome.TIMED_OUT;
              end.require(fine, "the claim ended with " + outcome);
            });
  }

  /** The consumer waits for the first frame, whoever sends it. */
  private static Scenario.Builder producerReplaced() {
    return RingWorld.ring("producer-replaced-small", "The producer dies and another one goes on.")
        .process("producer", c -> RingWorld.send(c, open(c), 0, 1))
        .process(
            "consumer",
            c -> {
              FrameConsumer consumer = FrameConsumer.open(c.participant(), BASE);
              Outcome outcome = RingWorld.take(c, consumer, Deadline.NEVER);
              while (outcome == Outcome.PEER_DEAD) {
                c.environment().spinHint();
                outcome = RingWorld.take(c, consumer, Deadline.NEVER);
              }
              c.require(outcome == Outcome.DONE, "peek ended with " + outcome);
            })
        .afterDeathOf("producer", "successor", c -> RingWorld.send(c, open(c), OF_SUCCESSOR, 1))
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd(
            "one of them",
            end -> {
              Object got = end.recorded("consumer", GOT).getFirst();
              boolean successor = got.equals(OF_SUCCESSOR) && end.killed("producer");
              end.require(got.equals(0L) || successor, "consumer got " + got);
            });
  }

  private static FrameProducer open(ProcessContext context) {
    return FrameProducer.open(context.participant(), BASE);
  }

  /** A producer that dies anywhere leaves what it has published, and the ring to a successor. */
  private static Scenario.Builder producerSucceeded() {
    return RingWorld.ring("producer-succeeded-small", "A successor goes on where the dead stopped.")
        .process("producer", c -> RingWorld.send(c, open(c), 0, 2))
        .afterDeathOf("producer", "successor", c -> RingWorld.send(c, open(c), OF_SUCCESSOR, 1))
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd("whole frames", RingSmallScenarios::requireFrames);
  }

  private static void requireFrames(EndState end) {
    long frames = end.memory().getLongVolatile(RingWorld.LAYOUT.head()) / FRAME;
    List<Long> found = new ArrayList<>();
    for (long i = 0; i < frames; i++) {
      found.add(end.memory().readLong(RingWorld.LAYOUT.data() + i * FRAME + Long.BYTES));
    }
    List<Long> expected = new ArrayList<>(List.of(0L, 1L));
    if (end.killed("producer")) {
      boolean known = frames >= 1 && frames <= 3;
      expected = new ArrayList<>(expected.subList(0, known ? (int) frames - 1 : 0));
      expected.add(OF_SUCCESSOR);
    }
    end.require(found.equals(expected), "frames are " + found + ", not " + expected);
  }

  private static Scenario.Builder consumerKilled() {
    return RingWorld.ring("consumer-killed-small", "The consumer dies; the producer is told.")
        .process("producer", c -> fill(c, FrameProducer.open(c.participant(), BASE), 2, PATIENCE))
        .process("consumer", c -> empty(c, FrameConsumer.open(c.participant(), BASE), 1))
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 0))
        .atEnd("told of the death", end -> RingDeathScenarios.requireTold(end, "producer"));
  }

  /** Half a closing wakes nobody for sure, but the consumer looks again by itself. */
  private static Scenario.Builder closerKilled() {
    return RingWorld.ring("closer-killed-small", "Who closes the ring dies while others wait.")
        .process(
            "consumer",
            c -> {
              FrameConsumer consumer = FrameConsumer.open(c.participant(), BASE);
              c.record(ENDED, consumer.peek(PATIENCE));
            })
        .process("closer", c -> ByteRing.attach(c.participant(), BASE).wakeupAll())
        .faults(Faults.NONE.killing(1, "closer"))
        .atEnd(
            "closed",
            end -> {
              Object outcome = end.recorded("consumer", ENDED).getFirst();
              boolean inVain = outcome == Outcome.TIMED_OUT && end.killed("closer");
              end.require(outcome == Outcome.CLOSED || inVain, "peek ended with " + outcome);
            });
  }

  /** A ring is there as a whole or not at all. */
  private static Scenario.Builder creatorKilled() {
    return RingWorld.bare("creator-killed-small", "The creator dies while a client waits.")
        .process("creator", c -> RingFormat.create(c.memory(), BASE, CAPACITY))
        .process(
            "client",
            c -> {
              boolean alive = true;
              boolean ready = RingFormat.isReady(c.memory(), BASE);
              while (!ready && alive) {
                c.environment().spinHint();
                alive = c.participants().isAlive(1);
                ready = RingFormat.isReady(c.memory(), BASE);
              }
              if (ready) {
                Outcome state = ByteRing.attach(c.participant(), BASE).state();
                c.require(state == Outcome.DONE, "state is " + state);
              }
            })
        .faults(Faults.NONE.killing(1, "creator"))
        .atEnd(
            "whole",
            end ->
                end.require(
                    end.killed("creator") || RingFormat.isReady(end.memory(), BASE),
                    "the ring is not there"));
  }
}
