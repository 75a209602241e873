package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.RingWorld.BASE;
import static dev.sharelock.model.scenarios.RingWorld.CAPACITY;
import static dev.sharelock.model.scenarios.RingWorld.ENDED;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
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
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/** The ring in all situations that need no death; see {@link RingDeathScenarios} for those. */
public final class RingScenarios implements ScenarioProvider {
  private static final int[] SIZES = {1, 24, 40, 64};

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        oneFrame(),
        twoFramesAndClose(),
        wrapAround(),
        frameLengths(),
        blockedProducer(),
        blockedConsumer(),
        bothBlocked(),
        batchedPublication(),
        closeWhileBlocked(),
        closeWhileProducerIsBlocked(),
        attachDuringCreation(),
        timeOuts(),
        bystander(),
        twoProducers());
  }

  private static Scenario oneFrame() {
    return RingWorld.ring("one-frame", "One frame from one process to another.")
        .process("producer", context -> RingWorld.send(context, RingWorld.producer(context), 0, 1))
        .process("consumer", context -> RingWorld.takeAll(context, RingWorld.consumer(context), 1))
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 1))
        .exhaustible()
        .build();
  }

  private static Scenario twoFramesAndClose() {
    return RingWorld.ring("close", "The consumer hears of the end after the last frame.")
        .process(
            "producer",
            context -> {
              FrameProducer producer = RingWorld.producer(context);
              RingWorld.send(context, producer, 0, 1);
              producer.wakeupAll();
            })
        .process(
            "consumer", context -> RingWorld.takeUntilClosed(context, RingWorld.consumer(context)))
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 1))
        .atEnd(
            "closed",
            end ->
                end.require(end.recorded("consumer", ENDED).contains(Outcome.CLOSED), "not closed"))
        .exhaustible()
        .build();
  }

  /** The byte at a position of the stream, recognisable when it turns up elsewhere. */
  private static byte at(long position) {
    return (byte) (position * 31 + 7);
  }

  private static Scenario wrapAround() {
    return RingWorld.ring(
            "wrap-around", "Bytes in pieces of every size, read in pieces of other sizes.")
        .process("producer", RingScenarios::writePieces)
        .process("consumer", RingScenarios::readPieces)
        .build();
  }

  private static void writePieces(ProcessContext context) {
    ByteRingProducer producer =
        ByteRing.attach(context.participant(), BASE).openProducer(WaitPolicy.UNTIL_WOKEN);
    long position = 0;
    for (int piece = 0; piece < 4; piece++) {
      int size = SIZES[context.choose(SIZES.length)];
      Outcome outcome = producer.claim(size, Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "claim ended with " + outcome);
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i++) {
        bytes[i] = at(position + i);
      }
      producer.view().putBytes(0, bytes, 0, size);
      producer.publish(size);
      position += size;
    }
    producer.wakeupAll();
  }

  private static void readPieces(ProcessContext context) {
    ByteRingConsumer consumer =
        ByteRing.attach(context.participant(), BASE).openConsumer(WaitPolicy.UNTIL_WOKEN);
    long position = 0;
    while (consumer.waitForData(1, Deadline.NEVER) == Outcome.DONE) {
      int size = (int) Math.min(consumer.available(), SIZES[context.choose(SIZES.length)]);
      context.require(consumer.peek(size, 0) == Outcome.DONE, "available bytes cannot be peeked");
      byte[] bytes = new byte[size];
      consumer.view().getBytes(0, bytes, 0, size);
      for (int i = 0; i < size; i++) {
        context.require(bytes[i] == at(position + i), "wrong byte at " + (position + i));
      }
      consumer.release(size);
      position += size;
    }
  }

  private static Scenario frameLengths() {
    int[] lengths = {0, 5, 8, 31, 56};
    return RingWorld.ring("frame-lengths", "Frames of every length, also empty and full ones.")
        .process(
            "producer",
            context -> {
              FrameProducer producer = RingWorld.producer(context);
              for (int i = 0; i < 3; i++) {
                int length = lengths[context.choose(lengths.length)];
                context.require(
                    producer.claim(length, Deadline.NEVER) == Outcome.DONE, "claim failed");
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) (length + 1));
                producer.view().putBytes(0, bytes, 0, length);
                producer.publish();
                context.record("sent", length);
              }
              producer.wakeupAll();
            })
        .process(
            "consumer",
            context -> {
              FrameConsumer consumer = RingWorld.consumer(context);
              while (consumer.peek(Deadline.NEVER) == Outcome.DONE) {
                int length = (int) consumer.view().length();
                for (int i = 0; i < length; i++) {
                  context.require(consumer.view().getByte(i) == length + 1, "wrong content");
                }
                context.record("received", length);
                consumer.release();
              }
            })
        .atEnd(
            "R2",
            end ->
                end.require(
                    end.recorded("producer", "sent").equals(end.recorded("consumer", "received")),
                    "sent "
                        + end.recorded("producer", "sent")
                        + ", received "
                        + end.recorded("consumer", "received")))
        .build();
  }

  private static Scenario blockedProducer() {
    return RingWorld.ring("blocked-producer", "The producer waits for space.")
        .process("producer", context -> RingWorld.send(context, RingWorld.producer(context), 0, 6))
        .process("consumer", context -> RingWorld.takeAll(context, RingWorld.consumer(context), 6))
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 6))
        .build();
  }

  private static Scenario blockedConsumer() {
    return RingWorld.ring("blocked-consumer", "The consumer waits for each of three frames.")
        .process("producer", context -> RingWorld.send(context, RingWorld.producer(context), 0, 3))
        .process("consumer", context -> RingWorld.takeAll(context, RingWorld.consumer(context), 3))
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 3))
        .large()
        .build();
  }

  private static Scenario bothBlocked() {
    return RingWorld.ring("both-blocked", "A frame fills the ring, so the sides wait in turns.")
        .process(
            "producer",
            context -> {
              FrameProducer producer = RingWorld.producer(context);
              for (int i = 0; i < 3; i++) {
                context.require(
                    producer.claim(CAPACITY - Long.BYTES, Deadline.NEVER) == Outcome.DONE,
                    "claim failed");
                producer.view().putLong(0, i);
                producer.publish();
              }
            })
        .process(
            "consumer",
            context -> {
              FrameConsumer consumer = RingWorld.consumer(context);
              for (long i = 0; i < 3; i++) {
                context.require(consumer.peek(Deadline.NEVER) == Outcome.DONE, "peek failed");
                context.require(consumer.view().getLong(0) == i, "wrong frame");
                consumer.release();
              }
            })
        .build();
  }

  private static Scenario batchedPublication() {
    return RingWorld.ring("batched", "Frames are committed together and given back together.")
        .process(
            "producer",
            context -> {
              FrameProducer producer = RingWorld.producer(context);
              for (long i = 0; i < 6; i++) {
                context.require(
                    producer.claim(Long.BYTES, Deadline.NEVER) == Outcome.DONE, "claim failed");
                producer.view().putLong(0, i);
                producer.commit();
              }
              producer.wakeupAll();
            })
        .process(
            "consumer",
            context -> {
              FrameConsumer consumer = RingWorld.consumer(context);
              while (consumer.peek(Deadline.NEVER) == Outcome.DONE) {
                consumer.drain(view -> context.record(RingWorld.GOT, view.getLong(0)), 3);
              }
            })
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 6))
        .build();
  }

  private static void closeRing(ProcessContext context) {
    ByteRing.attach(context.participant(), BASE).wakeupAll();
  }

  private static Scenario closeWhileBlocked() {
    return RingWorld.ring("close-while-blocked", "A third process closes while the consumer waits.")
        .process(
            "consumer", context -> RingWorld.takeUntilClosed(context, RingWorld.consumer(context)))
        .process("closer", RingScenarios::closeRing)
        .atEnd(
            "closed",
            end ->
                end.require(end.recorded("consumer", ENDED).contains(Outcome.CLOSED), "not closed"))
        .exhaustible()
        .build();
  }

  private static Scenario closeWhileProducerIsBlocked() {
    return RingWorld.ring(
            "close-while-producer-blocked", "A third process closes while the producer waits.")
        .process(
            "producer",
            context -> {
              FrameProducer producer = RingWorld.producer(context);
              Outcome outcome = Outcome.DONE;
              for (int i = 0; i < 6 && outcome == Outcome.DONE; i++) {
                outcome = producer.claim(Long.BYTES, Deadline.NEVER);
                if (outcome == Outcome.DONE) {
                  producer.view().putLong(0, i);
                  producer.publish();
                }
              }
              context.require(outcome == Outcome.CLOSED, "claim ended with " + outcome);
            })
        .process("closer", RingScenarios::closeRing)
        .exhaustible()
        .build();
  }

  private static Scenario attachDuringCreation() {
    return RingWorld.bare("attach-during-creation", "The consumer attaches while the ring is made.")
        .process(
            "producer",
            context -> {
              RingFormat.create(context.memory(), BASE, CAPACITY);
              RingWorld.send(context, RingWorld.producer(context), 0, 1);
            })
        .process(
            "consumer",
            context -> {
              while (!RingFormat.isReady(context.memory(), BASE)) {
                context.environment().spinHint();
              }
              RingWorld.takeAll(context, RingWorld.consumer(context), 1);
            })
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 1))
        .exhaustible()
        .build();
  }

  private static Scenario timeOuts() {
    return RingWorld.ring("time-outs", "Timed waits end in time, and not before.")
        .process("producer", context -> RingWorld.send(context, RingWorld.producer(context), 0, 1))
        .process(
            "consumer",
            context -> {
              FrameConsumer consumer = RingWorld.consumer(context);
              long start = context.environment().nanoTime();
              Outcome first = RingWorld.take(context, consumer, 1_000);
              if (first != Outcome.DONE) {
                context.require(first == Outcome.TIMED_OUT, "peek ended with " + first);
                context.require(
                    context.environment().nanoTime() - start >= 1_000, "time-out came early");
                RingWorld.takeAll(context, consumer, 1);
              }
              Outcome second = RingWorld.take(context, consumer, 1_000);
              context.require(second == Outcome.TIMED_OUT, "peek ended with " + second);
            })
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 1))
        .exhaustible()
        .build();
  }

  private static Scenario bystander() {
    return bystander("bystander", context -> context.participant()).exhaustible().build();
  }

  /** The ring is never empty again once it is not, and whoever has seen that must not forget. */
  static Scenario.Builder bystander(
      String name, Function<ProcessContext, ParticipantContext> participant) {
    return RingWorld.ring(name, "A third process asks how much is in the ring.")
        .process(
            "producer",
            context -> {
              ByteRingProducer producer =
                  ByteRing.attach(context.participant(), BASE).openProducer(WaitPolicy.UNTIL_WOKEN);
              for (int i = 0; i < 2; i++) {
                context.require(producer.claim(8, 0) == Outcome.DONE, "claim failed");
                producer.publish(8);
              }
            })
        .process(
            "consumer",
            context -> {
              ByteRingConsumer consumer =
                  ByteRing.attach(context.participant(), BASE).openConsumer(WaitPolicy.UNTIL_WOKEN);
              context.require(consumer.waitForData(16, Deadline.NEVER) == Outcome.DONE, "no data");
              context.require(consumer.peek(8, 0) == Outcome.DONE, "peek failed");
              consumer.release(8);
            })
        .process(
            "bystander",
            context -> {
              ByteRing ring = ByteRing.attach(participant.apply(context), BASE);
              while (ring.available() == 0) {
                context.environment().spinHint();
              }
              long available = ring.available();
              context.require(available == 8 || available == 16, "available is " + available);
            })
        .faults(Faults.NONE);
  }

  private static Scenario twoProducers() {
    return RingWorld.ring("two-producers", "Two processes want to be the producer.")
        .process("one", RingScenarios::becomeProducer)
        .process("other", RingScenarios::becomeProducer)
        .atEnd(
            "one of them is",
            end ->
                end.require(
                    end.recorded("one", "role").size() + end.recorded("other", "role").size() == 1,
                    "both or none became producer"))
        .exhaustible()
        .build();
  }

  private static void becomeProducer(ProcessContext context) {
    try {
      RingWorld.producer(context);
      context.record("role", "producer");
    } catch (IllegalStateException taken) {
      context.require(taken.getMessage().contains("producer"), taken.getMessage());
    }
  }
}
