package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.DoorbellScenarios.BASE;
import static dev.sharelock.model.scenarios.DoorbellScenarios.GOT;

import dev.sharelock.Outcome;
import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.doorbell.DoorbellConsumer;
import dev.sharelock.doorbell.DoorbellProducer;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Doorbells at which one thing happens, so that every execution can be looked at. */
public final class DoorbellSmallScenarios implements ScenarioProvider {
  private static final WaitPolicy POLICY = WaitPolicy.UNTIL_WOKEN;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        closeWakes(),
        closeAgainstFrame(),
        maskedRingKeeps(),
        slotInheritsFrames(),
        sleeperLosesProducer(),
        consumerSucceeds());
  }

  private static Scenario.Builder small(String name, int slots, String about) {
    return DoorbellScenarios.bell(name, slots, about).faults(Faults.NONE).exhaustible();
  }

  private static Scenario closeWakes() {
    return small("close-wakes", 1, "A consumer that sleeps is told of the end.")
        .process("consumer", DoorbellSmallScenarios::takeUntilClosed)
        .process("closer", context -> Doorbell.attach(context.participant(), BASE).close())
        .build();
  }

  private static void takeUntilClosed(ProcessContext context) {
    DoorbellConsumer consumer = DoorbellScenarios.consumer(context.participant(), POLICY);
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = DoorbellScenarios.take(context, consumer, Deadline.NEVER);
    }
    context.require(outcome == Outcome.CLOSED, "peek ended with " + outcome);
  }

  private static Scenario closeAgainstFrame() {
    return small("close-against-frame", 1, "What was published before the end is taken before it.")
        .process(
            "producer",
            context -> {
              DoorbellProducer producer = DoorbellScenarios.producer(context.participant(), POLICY);
              DoorbellScenarios.send(context, producer, 1);
              Doorbell.attach(context.participant(), BASE).close();
            })
        .process(
            "consumer",
            context -> {
              DoorbellConsumer consumer = DoorbellScenarios.consumer(context.participant(), POLICY);
              Outcome first = DoorbellScenarios.take(context, consumer, 0);
              context.require(first != Outcome.CLOSED, "the end comes before the frame");
              Outcome second = DoorbellScenarios.take(context, consumer, 0);
              boolean early = first != Outcome.DONE && second == Outcome.CLOSED;
              context.require(!early, "the end comes before the frame");
            })
        .build();
  }

  private static Scenario maskedRingKeeps() {
    return small("masked-ring-keeps", 1, "A frame in a masked ring is there when it is unmasked.")
        .process("producer", context -> DoorbellScenarios.sender(context, 1))
        .process(
            "consumer",
            context -> {
              DoorbellConsumer consumer = DoorbellScenarios.consumer(context.participant(), POLICY);
              consumer.mask(0);
              Outcome masked = consumer.peek(0);
              context.require(masked == Outcome.WOULD_BLOCK, "masked, but " + masked);
              consumer.unmask(0);
              Outcome outcome = DoorbellScenarios.take(context, consumer, Deadline.NEVER);
              context.require(outcome == Outcome.DONE, "peek ended with " + outcome);
            })
        .build();
  }

  /** The frame of the dead one comes first, or not at all; that of its successor comes. */
  private static Scenario slotInheritsFrames() {
    return small("slot-inherits-frames", 1, "A producer dies, and another one gets its slot.")
        .process("producer", context -> DoorbellScenarios.sender(context, 1))
        .afterDeathOf(
            "producer",
            "successor",
            context -> {
              DoorbellScenarios.sender(context, 1);
              takeAll(context);
            })
        .atEnd(
            "both in order",
            end -> {
              List<Object> got = end.recorded("successor", GOT);
              boolean whole = got.equals(List.of(100L)) || got.equals(List.of(0L, 100L));
              end.require(whole || !end.killed("producer"), "got " + got);
            })
        .faults(Faults.NONE.killing(1, "producer"))
        .build();
  }

  private static void takeAll(ProcessContext context) {
    DoorbellConsumer consumer = DoorbellScenarios.consumer(context.participant(), POLICY);
    while (consumer.peek(0) == Outcome.DONE) {
      context.record(GOT, consumer.view().getLong(0));
      consumer.release();
    }
  }

  private static Scenario sleeperLosesProducer() {
    return small("sleeper-loses-producer", 1, "A producer dies while the consumer sleeps.")
        .process("producer", context -> DoorbellScenarios.sender(context, 1))
        .process("consumer", context -> DoorbellScenarios.taker(context, 1, WaitPolicy.DEFAULT))
        .afterDeathOf("producer", "successor", context -> DoorbellScenarios.sender(context, 1))
        .faults(Faults.NONE.killing(1, "producer"))
        .build();
  }

  private static Scenario consumerSucceeds() {
    return small("consumer-succeeds", 1, "A consumer dies with a frame; it is delivered again.")
        .process("producer", context -> DoorbellScenarios.sender(context, 1))
        .process("consumer", DoorbellSmallScenarios::takeAll)
        .afterDeathOf("consumer", "successor", DoorbellSmallScenarios::takeAll)
        .atEnd(
            "in order",
            end -> {
              List<Object> all = new ArrayList<>(end.recorded("consumer", GOT));
              all.addAll(end.recorded("successor", GOT));
              end.require(all.stream().allMatch(frame -> frame.equals(0L)), "got " + all);
            })
        .faults(Faults.NONE.killing(1, "consumer"))
        .build();
  }
}
