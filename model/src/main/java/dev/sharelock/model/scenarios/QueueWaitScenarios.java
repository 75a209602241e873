package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.QueueWorld.open;
import static dev.sharelock.model.scenarios.QueueWorld.queue;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.queue.ConditionQueue;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Waiting for an element or for room: wake-ups, time-outs, the end. */
public final class QueueWaitScenarios implements ScenarioProvider {
  private static final long SHORT = 1_000;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        blockedProducer(),
        blockedProducers(),
        roomKnown(),
        manyOfBoth(),
        choicePassedOn("choice-passed-on", ProcessContext::participant).build(),
        roomPassedOn(),
        returnWakes(),
        closeWakesConsumers(),
        closeWakesProducer(),
        timeOutsOfTake(),
        timeOutsOfPut(),
        deadlineStays("deadline-stays", ProcessContext::participant).build());
  }

  private static Scenario blockedProducer() {
    return queue("blocked-producer", "The producer waits for room.", 1)
        .setUp((memory, environment) -> QueueWorld.createWith(memory, environment, 1))
        .process("producer", context -> QueueWorld.put(context, open(context), 2, 1))
        .process("consumer", context -> QueueWorld.takeAll(context, open(context), 1))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static Scenario blockedProducers() {
    return queue("blocked-producers", "Two producers wait for room.", 1)
        .setUp((memory, environment) -> QueueWorld.createWith(memory, environment, 1))
        .process("one", context -> QueueWorld.put(context, open(context), 2, 1))
        .process("other", context -> QueueWorld.put(context, open(context), 3, 1))
        .process("consumer", context -> QueueWorld.takeAll(context, open(context), 3))
        .atEnd("all", end -> QueueWorld.requireAll(end, 3, "consumer"))
        .untimed()
        .build();
  }

  /** What a producer knows of the room is true, as nobody else puts. */
  private static Scenario roomKnown() {
    return queue("room-known", "The producer asks for room only when it knows of none.", 2)
        .process("producer", QueueWaitScenarios::putWhereRoomIs)
        .process(
            "consumer",
            context -> {
              ConditionQueue queue = QueueWorld.openInTurn(context, context.participant(), 2);
              QueueWorld.take(context, queue, 0);
              QueueWorld.take(context, queue, 0);
            })
        .atEnd("in order", end -> QueueWorld.requireRising(end, "consumer"))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static void putWhereRoomIs(ProcessContext context) {
    ConditionQueue queue = QueueWorld.openInTurn(context, context.participant(), 2);
    long value = 1;
    while (value <= 4 && (queue.knowsRoom(1) || queue.awaitRoom(1, 0) == Outcome.DONE)) {
      Outcome outcome = queue.tryEnqueue(value);
      context.require(outcome == Outcome.DONE, "enqueue ended with " + outcome);
      value++;
    }
    context.require(value > 2, "room for two was not found");
  }

  private static Scenario manyOfBoth() {
    return queue("many", "Two producers and two consumers with little room, round after round.", 3)
        .process("first", context -> QueueWorld.put(context, open(context), 1, 8))
        .process("second", context -> QueueWorld.put(context, open(context), 9, 8))
        .process("one", context -> QueueWorld.takeAll(context, open(context), 8))
        .process("other", context -> QueueWorld.takeAll(context, open(context), 8))
        .atEnd("all", end -> QueueWorld.requireAll(end, 16, "one", "other"))
        .untimed()
        .build();
  }

  /** Takes with a time-out and returns what it gets, so that it never needs a wake-up. */
  private static void takeAndReturn(ProcessContext context, ConditionQueue queue) {
    Outcome outcome = queue.dequeue(SHORT);
    if (outcome == Outcome.DONE) {
      context.require(queue.pushBack(queue.value()) == Outcome.DONE, "cannot return");
    } else {
      context.require(outcome == Outcome.TIMED_OUT, "dequeue ended with " + outcome);
    }
  }

  /** The impatient one may be chosen for the only wake-up, and must not keep it. */
  static Scenario.Builder choicePassedOn(
      String name, Function<ProcessContext, ParticipantContext> participant) {
    return queue(name, "A wake-up goes to somebody who leaves at this moment.", 1)
        .process("impatient", context -> takeAndReturn(context, open(participant.apply(context))))
        .process("patient", context -> QueueWorld.takeAll(context, open(context), 1))
        .process("producer", context -> QueueWorld.put(context, open(context), 1, 1))
        .atEnd("all", end -> QueueWorld.requireAll(end, 1, "patient"));
  }

  private static Scenario roomPassedOn() {
    return queue("room-passed-on", "A wake-up for room goes to somebody who leaves.", 1)
        .setUp((memory, environment) -> QueueWorld.createWith(memory, environment, 1))
        .process(
            "impatient",
            context -> {
              ConditionQueue queue = open(context);
              if (queue.enqueue(7, SHORT) == Outcome.DONE) {
                QueueWorld.takeAll(context, queue, 1);
              }
            })
        .process("patient", context -> QueueWorld.put(context, open(context), 2, 1))
        .process("consumer", context -> QueueWorld.takeAll(context, open(context), 1))
        .build();
  }

  private static Scenario returnWakes() {
    return queue("return-wakes", "A value that is returned wakes whoever waits for one.", 1)
        .process("returner", context -> open(context).pushBack(1))
        .process("consumer", context -> QueueWorld.takeAll(context, open(context), 1))
        .atEnd("all", end -> QueueWorld.requireAll(end, 1, "consumer"))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  static void close(ProcessContext context, ParticipantContext participant) {
    context.require(open(participant).closeQueue() == Outcome.DONE, "cannot close");
  }

  private static Scenario closeWakesConsumers() {
    return queue("close-wakes-consumers", "The end is told to all who wait for an element.", 1)
        .process("one", context -> QueueWorld.takeUntilClosed(context, open(context)))
        .process("other", context -> QueueWorld.takeUntilClosed(context, open(context)))
        .process("closer", context -> close(context, context.participant()))
        .build();
  }

  private static Scenario closeWakesProducer() {
    return queue("close-wakes-producer", "The end is told to whoever waits for room.", 1)
        .process(
            "producer",
            context -> {
              ConditionQueue queue = open(context);
              Outcome outcome = Outcome.DONE;
              for (int i = 0; i < 2 && outcome == Outcome.DONE; i++) {
                outcome = queue.enqueue(i);
              }
              context.require(outcome == Outcome.CLOSED, "enqueue ended with " + outcome);
            })
        .process("closer", context -> close(context, context.participant()))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  /** Runs a timed wait and checks that it did not end too early or too late. */
  private static Outcome timed(ProcessContext context, LongFunction<Outcome> wait) {
    long start = context.environment().nanoTime();
    Outcome outcome = wait.apply(SHORT);
    if (outcome == Outcome.TIMED_OUT) {
      long passed = context.environment().nanoTime() - start;
      context.require(passed >= SHORT, "time-out after " + passed);
      context.record("late", passed - SHORT);
    }
    return outcome;
  }

  private static Scenario timeOutsOfTake() {
    return queue("time-outs-of-take", "A timed take ends in time, and not before.", 1)
        .process("producer", context -> QueueWorld.put(context, open(context), 1, 1))
        .process(
            "consumer",
            context -> {
              ConditionQueue queue = open(context);
              if (timed(context, queue::dequeue) != Outcome.DONE) {
                QueueWorld.takeAll(context, queue, 1);
              }
              Outcome second = timed(context, queue::dequeue);
              context.require(second == Outcome.TIMED_OUT, "dequeue ended with " + second);
            })
        .build();
  }

  private static Scenario timeOutsOfPut() {
    return queue("time-outs-of-put", "A timed put ends in time, and not before.", 1)
        .process(
            "producer",
            context -> {
              ConditionQueue queue = open(context);
              QueueWorld.put(context, queue, 1, 1);
              if (timed(context, limit -> queue.enqueue(2, limit)) != Outcome.DONE) {
                context.record("gave up", true);
              }
            })
        .process("consumer", context -> QueueWorld.takeAll(context, open(context), 1))
        .build();
  }

  /** Others put and take all the time; the deadline of the one in the middle stays. */
  static Scenario.Builder deadlineStays(
      String name, Function<ProcessContext, ParticipantContext> patient) {
    return queue(name, "Wake-ups for nothing do not extend a time-out.", 1)
        .process(
            "patient",
            context -> {
              Outcome outcome = timed(context, open(patient.apply(context))::dequeue);
              context.record(QueueWorld.ENDED, outcome);
            })
        .process(
            "busy",
            context -> {
              ConditionQueue queue = open(context);
              for (int i = 0; i < 3; i++) {
                queue.tryEnqueue(i);
                queue.tryDequeue();
                context.memory().waitOn(queueIdle(), 0, context.environment().nanoTime() + 900);
              }
            })
        .atEnd("in time", QueueWaitScenarios::requireInTime);
  }

  /** A waiting word that nobody uses, to sleep on. */
  private static long queueIdle() {
    return QueueWorld.layout(1).waiting(3);
  }

  private static void requireInTime(EndState end) {
    for (Object late : end.recorded("patient", "late")) {
      end.require((long) late < SHORT, "the time-out came " + late + " ns late");
    }
  }
}
