package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.doorbell.DoorbellConsumer;
import dev.sharelock.doorbell.DoorbellFormat;
import dev.sharelock.doorbell.DoorbellLayout;
import dev.sharelock.doorbell.DoorbellProducer;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Many producers and one consumer; each message says who sent it and which one it was. */
public final class DoorbellScenarios implements ScenarioProvider {
  static final long BASE = 0;
  static final int CAPACITY = 64;
  private static final WaitPolicy POLICY = WaitPolicy.DEFAULT;
  static final String GOT = "got";
  private static final String ENDED = "ended";

  /** Messages of one sender: sender * 100 + number. */
  private static final long SENDER = 100;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        oneProducer(),
        twoProducers(),
        fullRings(),
        scarceSlots(),
        close(),
        masked(),
        roundRobin(),
        producerKilled(),
        consumerKilled());
  }

  static Scenario.Builder bell(String name, int slots, String about) {
    DoorbellLayout layout = new DoorbellLayout(BASE, slots, CAPACITY);
    return Scenario.named("doorbell." + name)
        .about(about)
        .bytes(DoorbellLayout.bytes(slots, CAPACITY))
        .fields(names -> layout.describe("bell", names))
        .setUp((memory, environment) -> DoorbellFormat.create(memory, layout));
  }

  static DoorbellProducer producer(ParticipantContext context, WaitPolicy policy) {
    return Doorbell.attach(context, BASE).openProducer(policy);
  }

  static DoorbellConsumer consumer(ParticipantContext context, WaitPolicy policy) {
    return Doorbell.attach(context, BASE).openConsumer(policy);
  }

  static void send(ProcessContext context, DoorbellProducer producer, int count) {
    for (long number = 0; number < count; number++) {
      Outcome outcome = producer.claim(Long.BYTES, Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "claim ended with " + outcome);
      producer.view().putLong(0, context.index() * SENDER + number);
      producer.publish();
    }
  }

  static void sender(ProcessContext context, int count) {
    try (DoorbellProducer producer = producer(context.participant(), WaitPolicy.UNTIL_WOKEN)) {
      send(context, producer, count);
    }
  }

  static Outcome take(ProcessContext context, DoorbellConsumer consumer, long timeout) {
    Outcome outcome = consumer.peek(timeout);
    if (outcome == Outcome.DONE) {
      context.record(GOT, consumer.view().getLong(0));
      consumer.release();
    }
    return outcome;
  }

  static void taker(ProcessContext context, int count, WaitPolicy policy) {
    DoorbellConsumer consumer = consumer(context.participant(), policy);
    for (int i = 0; i < count; i++) {
      Outcome outcome = take(context, consumer, Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "peek ended with " + outcome);
    }
  }

  /** D1: what came from each sender are its first messages, in order, each once. */
  static void requireInOrder(EndState end, int least) {
    List<Object> got = end.recorded("consumer", GOT);
    long[] next = new long[4];
    for (Object message : got) {
      int sender = (int) ((long) message / SENDER);
      end.require((long) message % SENDER == next[sender]++, "consumer got " + got);
    }
    end.require(got.size() >= least, "consumer got only " + got);
  }

  private static Scenario oneProducer() {
    return bell("one-producer", 1, "The consumer sleeps until the only producer has published.")
        .process("producer", context -> sender(context, 1))
        .process("consumer", context -> taker(context, 1, WaitPolicy.UNTIL_WOKEN))
        .atEnd("D1", end -> requireInOrder(end, 1))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static Scenario twoProducers() {
    return bell("two-producers", 2, "The consumer sleeps until either producer has published.")
        .process("first", context -> sender(context, 2))
        .process("second", context -> sender(context, 2))
        .process("consumer", context -> taker(context, 4, WaitPolicy.UNTIL_WOKEN))
        .atEnd("D1", end -> requireInOrder(end, 4))
        .build();
  }

  private static Scenario fullRings() {
    return bell("full-rings", 2, "The producers wait for space, the consumer for frames.")
        .process("first", context -> sender(context, 6))
        .process("second", context -> sender(context, 6))
        .process("consumer", context -> taker(context, 12, WaitPolicy.UNTIL_WOKEN))
        .atEnd("D1", end -> requireInOrder(end, 12))
        .build();
  }

  private static Scenario scarceSlots() {
    return bell("scarce-slots", 1, "Two producers and one slot: one has it at a time.")
        .process("first", DoorbellScenarios::sendIfAdmitted)
        .process("second", DoorbellScenarios::sendIfAdmitted)
        .atEnd(
            "D2",
            end -> {
              List<Object> admitted = new ArrayList<>(end.recorded("first", "admitted"));
              admitted.addAll(end.recorded("second", "admitted"));
              end.require(admitted.contains(true), "nobody was admitted");
            })
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static void sendIfAdmitted(ProcessContext context) {
    try (DoorbellProducer producer = producer(context.participant(), WaitPolicy.UNTIL_WOKEN)) {
      Outcome outcome = producer.claim(Long.BYTES, 0);
      context.require(outcome == Outcome.DONE, "claim ended with " + outcome);
      producer.publish();
      context.record("admitted", true);
    } catch (SharelockException e) {
      context.require(e.outcome() == Outcome.REFUSED, e.getMessage());
      context.record("admitted", false);
    }
  }

  private static Scenario close() {
    return bell("close", 1, "A third party closes while everybody waits.")
        .process("producer", context -> sendUntilClosed(context))
        .process(
            "consumer",
            context -> {
              DoorbellConsumer consumer = consumer(context.participant(), WaitPolicy.UNTIL_WOKEN);
              Outcome outcome = Outcome.DONE;
              while (outcome == Outcome.DONE) {
                outcome = take(context, consumer, Deadline.NEVER);
              }
              context.record(ENDED, outcome);
            })
        .process("closer", context -> Doorbell.attach(context.participant(), BASE).close())
        .atEnd("D1", end -> requireInOrder(end, 0))
        .atEnd(
            "D5",
            end ->
                end.require(end.recorded("consumer", ENDED).contains(Outcome.CLOSED), "not closed"))
        .build();
  }

  private static void sendUntilClosed(ProcessContext context) {
    DoorbellProducer producer = producer(context.participant(), WaitPolicy.UNTIL_WOKEN);
    for (long number = 0; number < 6; number++) {
      Outcome outcome = producer.claim(Long.BYTES, Deadline.NEVER);
      if (outcome == Outcome.CLOSED) {
        return;
      }
      context.require(outcome == Outcome.DONE, "claim ended with " + outcome);
      producer.view().putLong(0, context.index() * SENDER + number);
      producer.publish();
    }
  }

  private static Scenario masked() {
    return bell("masked", 2, "A masked ring keeps its frames, and the other one goes on.")
        .process("first", context -> sender(context, 2))
        .process("second", context -> sender(context, 2))
        .process(
            "consumer",
            context -> {
              DoorbellConsumer consumer = consumer(context.participant(), WaitPolicy.UNTIL_WOKEN);
              Outcome outcome = consumer.peek(Deadline.NEVER);
              context.require(outcome == Outcome.DONE, "peek ended with " + outcome);
              int slot = consumer.slot();
              consumer.mask(slot);
              outcome = take(context, consumer, 1_000_000);
              context.require(
                  outcome == Outcome.DONE || outcome == Outcome.TIMED_OUT,
                  "peek ended with " + outcome);
              consumer.unmask(slot);
              for (int i = outcome == Outcome.DONE ? 1 : 0; i < 4; i++) {
                outcome = take(context, consumer, Deadline.NEVER);
                context.require(outcome == Outcome.DONE, "peek ended with " + outcome);
              }
            })
        .atEnd("D1", end -> requireInOrder(end, 4))
        .build();
  }

  private static Scenario roundRobin() {
    return bell("round-robin", 2, "A busy producer does not hold up the other one.")
        .process("first", context -> sender(context, 4))
        .process("second", context -> sender(context, 4))
        .process(
            "consumer",
            context -> {
              DoorbellConsumer consumer = consumer(context.participant(), WaitPolicy.UNTIL_WOKEN);
              for (int i = 0; i < 8; i++) {
                Outcome outcome = consumer.peek(Deadline.NEVER);
                context.require(outcome == Outcome.DONE, "peek ended with " + outcome);
                context.record("slot", consumer.slot());
                context.record(GOT, consumer.view().getLong(0));
                consumer.release();
                boolean other = consumer.peek(0) == Outcome.DONE;
                context.record("then", other ? consumer.slot() : DoorbellConsumer.NONE);
              }
            })
        .atEnd("D1", end -> requireInOrder(end, 8))
        .atEnd(
            "D4",
            end -> {
              List<Object> slots = end.recorded("consumer", "slot");
              List<Object> then = end.recorded("consumer", "then");
              for (int i = 0; i + 1 < slots.size(); i++) {
                boolean same = then.get(i).equals(DoorbellConsumer.NONE);
                end.require(same || then.get(i).equals(slots.get(i + 1)), "turns " + slots);
              }
            })
        .build();
  }

  private static Scenario producerKilled() {
    return bell("producer-killed", 1, "A producer dies and another one gets its slot.")
        .process("producer", context -> sendAndClose(context, 2))
        .process("consumer", DoorbellScenarios::takeUntilClosed)
        .afterDeathOf("producer", "successor", context -> sendAndClose(context, 1))
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd("D1", end -> requireInOrder(end, 0))
        .atEnd(
            "slot is given again",
            end -> {
              boolean expected =
                  end.killed("producer") || end.recorded("consumer", GOT).size() == 2;
              end.require(expected, "got " + end.recorded("consumer", GOT));
            })
        .build();
  }

  /** Sends until all is sent or a dead predecessor has closed the doorbell, and closes it. */
  private static void sendAndClose(ProcessContext context, int count) {
    try (DoorbellProducer producer = producer(context.participant(), POLICY)) {
      context.require(producer.slot() == 0, "slot is " + producer.slot());
      Outcome outcome = Outcome.DONE;
      for (long number = 0; number < count && outcome == Outcome.DONE; number++) {
        outcome = producer.claim(Long.BYTES, Deadline.NEVER);
        context.require(
            outcome == Outcome.DONE || outcome == Outcome.CLOSED, "claim ended with " + outcome);
        if (outcome == Outcome.DONE) {
          producer.view().putLong(0, context.index() * SENDER + number);
          producer.publish();
        }
      }
    }
    Doorbell.attach(context.participant(), BASE).close();
  }

  private static Scenario consumerKilled() {
    return bell("consumer-killed", 2, "The consumer dies and another one goes on.")
        .process("producer", context -> sendAndClose(context, 2))
        .process("consumer", DoorbellScenarios::takeUntilClosed)
        .afterDeathOf("consumer", "successor", DoorbellScenarios::takeUntilClosed)
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd(
            "nothing is lost",
            end -> {
              List<Object> all = new ArrayList<>(end.recorded("consumer", GOT));
              all.addAll(end.recorded("successor", GOT));
              end.require(all.contains(0L) && all.contains(1L), "got only " + all);
            })
        .build();
  }

  static void takeUntilClosed(ProcessContext context) {
    DoorbellConsumer consumer = consumer(context.participant(), POLICY);
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = take(context, consumer, Deadline.NEVER);
    }
    context.require(outcome == Outcome.CLOSED, "peek ended with " + outcome);
  }
}
