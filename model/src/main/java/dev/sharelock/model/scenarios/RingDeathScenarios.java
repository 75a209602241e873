package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.RingWorld.BASE;
import static dev.sharelock.model.scenarios.RingWorld.GOT;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One side of the ring dies at any access, and another process takes its place, or nobody does. */
public final class RingDeathScenarios implements ScenarioProvider {
  private static final long OF_SUCCESSOR = 100;

  @Override
  public Stream<Scenario> scenarios() {
    Scenario producerKilled = producerKilled("producer-killed-small", 1).exhaustible().build();
    Scenario consumerReplaced =
        consumerReplaced("consumer-replaced-small", 1).exhaustible().build();
    return Stream.of(
        producerKilled("producer-killed", 3).smaller(producerKilled).build(),
        producerKilled,
        producerReplaced().build(),
        consumerKilled().build(),
        consumerReplaced("consumer-replaced", 5).smaller(consumerReplaced).build(),
        consumerReplaced);
  }

  private static FrameProducer producer(ProcessContext context) {
    return FrameProducer.open(context.participant(), BASE);
  }

  private static FrameConsumer consumer(ProcessContext context) {
    return FrameConsumer.open(context.participant(), BASE);
  }

  private static Scenario.Builder producerKilled(String name, int frames) {
    return RingWorld.ring(name, "The producer dies; the consumer is told at the end.")
        .process("producer", context -> RingWorld.send(context, producer(context), 0, frames))
        .process(
            "consumer",
            context -> {
              FrameConsumer consumer = consumer(context);
              Outcome outcome = Outcome.DONE;
              for (int i = 0; i < frames && outcome == Outcome.DONE; i++) {
                outcome = RingWorld.take(context, consumer, 1_000_000_000L);
              }
              context.record(RingWorld.ENDED, outcome);
            })
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 0))
        .atEnd("told of the death", end -> requireTold(end, "consumer"));
  }

  private static Scenario.Builder producerReplaced() {
    return RingWorld.ring("producer-replaced", "The producer dies and another one goes on.")
        .process(
            "producer",
            context -> {
              FrameProducer producer = producer(context);
              RingWorld.send(context, producer, 0, 3);
              producer.wakeupAll();
            })
        .process("consumer", RingDeathScenarios::takeWhatComes)
        .afterDeathOf(
            "producer",
            "successor",
            context -> {
              FrameProducer producer = producer(context);
              Outcome outcome = producer.claim(Long.BYTES, Deadline.NEVER);
              if (outcome == Outcome.DONE) {
                producer.view().putLong(0, OF_SUCCESSOR);
                producer.publish();
                producer.wakeupAll();
              }
            })
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd("R2", RingDeathScenarios::requirePrefixThenSuccessor);
  }

  /** Takes frames until the ring is closed; that the producer is dead is no reason to stop. */
  private static void takeWhatComes(ProcessContext context) {
    FrameConsumer consumer = consumer(context);
    Outcome outcome = Outcome.DONE;
    while (outcome != Outcome.CLOSED) {
      outcome = RingWorld.take(context, consumer, Deadline.NEVER);
      boolean expected =
          outcome == Outcome.DONE || outcome == Outcome.PEER_DEAD || outcome == Outcome.CLOSED;
      context.require(expected, "peek ended with " + outcome);
      if (outcome == Outcome.PEER_DEAD) {
        context.environment().spinHint();
      }
    }
  }

  private static void requirePrefixThenSuccessor(EndState end) {
    List<Object> got = end.recorded("consumer", GOT);
    int own = 0;
    while (own < got.size() && got.get(own).equals((long) own)) {
      own++;
    }
    boolean successor = own == got.size() - 1 && got.getLast().equals(OF_SUCCESSOR);
    end.require(own == got.size() || successor, "consumer got " + got);
    end.require(own == 3 || successor, "consumer got only " + got);
  }

  private static Scenario.Builder consumerKilled() {
    return RingWorld.ring("consumer-killed", "The consumer dies while the producer needs space.")
        .process(
            "producer",
            context -> {
              FrameProducer producer = producer(context);
              Outcome outcome = Outcome.DONE;
              for (int i = 0; i < 6 && outcome == Outcome.DONE; i++) {
                outcome = producer.claim(Long.BYTES, 1_000_000_000L);
                if (outcome == Outcome.DONE) {
                  producer.view().putLong(0, i);
                  producer.publish();
                }
              }
              context.record(RingWorld.ENDED, outcome);
            })
        .process("consumer", context -> RingWorld.takeAll(context, consumer(context), 6))
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 0))
        .atEnd("told of the death", end -> requireTold(end, "producer"));
  }

  /** Who waits for a process that has died is told so, unless that one was never there. */
  static void requireTold(EndState end, String survivor) {
    String victim = survivor.equals("producer") ? "consumer" : "producer";
    Object outcome = end.recorded(survivor, RingWorld.ENDED).getFirst();
    boolean told = outcome == Outcome.DONE || outcome == Outcome.PEER_DEAD;
    boolean neverThere = outcome == Outcome.TIMED_OUT && end.killed(victim);
    end.require(told || neverThere, "the wait ended with " + outcome);
  }

  private static Scenario.Builder consumerReplaced(String name, int frames) {
    return RingWorld.ring(name, "The consumer dies and another one goes on.")
        .process(
            "producer",
            context -> {
              FrameProducer producer = producer(context);
              for (long number = 0; number < frames; number++) {
                Outcome outcome = producer.claim(Long.BYTES, Deadline.NEVER);
                while (outcome == Outcome.PEER_DEAD) {
                  context.environment().spinHint();
                  outcome = producer.claim(Long.BYTES, Deadline.NEVER);
                }
                context.require(outcome == Outcome.DONE, "claim ended with " + outcome);
                producer.view().putLong(0, number);
                producer.publish();
              }
              producer.wakeupAll();
            })
        .process("consumer", context -> RingWorld.takeUntilClosed(context, consumer(context)))
        .afterDeathOf(
            "consumer",
            "successor",
            context -> RingWorld.takeUntilClosed(context, consumer(context)))
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd("nothing is lost", end -> requireNothingLost(end, frames));
  }

  /** What a dead consumer had not given back is delivered again, and nothing is left out. */
  private static void requireNothingLost(EndState end, int frames) {
    List<Object> first = end.recorded("consumer", GOT);
    List<Object> second = end.recorded("successor", GOT);
    List<Object> all = new ArrayList<>(first);
    if (!second.isEmpty()) {
      long start = (long) second.getFirst();
      end.require(start <= first.size(), "skipped from " + first + " to " + second);
      end.require(start >= first.size() - 1, "delivered too much again: " + first + second);
      all = new ArrayList<>(first.subList(0, (int) start));
      all.addAll(second);
    }
    for (int i = 0; i < all.size(); i++) {
      end.require(all.get(i).equals((long) i), "got " + first + ", then " + second);
    }
    end.require(all.size() == frames, "got only " + first + ", then " + second);
  }
}
