package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import dev.sharelock.waiting.WaitPolicy;
import java.util.function.Function;

/** Two queues at once: what each answers must fit one order of all operations on both. */
final class QueuePairs {
  private static final QueueLayout FIRST = new QueueLayout(0, 1, 2, 1);
  private static final QueueLayout SECOND = new QueueLayout(FIRST.bytes() + 127 & -128, 1, 2, 1);

  private QueuePairs() {}

  static Scenario scenario() {
    return scenario("across-queues", ProcessContext::participant).exhaustible().build();
  }

  /** The same where both are full at first: each takes from one and puts into the other. */
  static Scenario fullScenario() {
    return fullScenario("across-full-queues", ProcessContext::participant).exhaustible().build();
  }

  static QueueLayout first() {
    return FIRST;
  }

  static QueueLayout second() {
    return SECOND;
  }

  static Scenario.Builder scenario(
      String name, Function<ProcessContext, ParticipantContext> participant) {
    return scenario(name, participant, QueuePairs::putAndTake)
        .setUp(
            (memory, environment) -> {
              QueueFormat.create(memory, FIRST);
              QueueFormat.create(memory, SECOND);
            })
        .atEnd("one of them sees the other's value", end -> requireOne(end, "both were empty"));
  }

  /** What a process does with the queue that is its own and the other one. */
  private interface Part {
    Body of(
        Function<ProcessContext, ParticipantContext> participant,
        QueueLayout own,
        QueueLayout other);
  }

  private static Scenario.Builder scenario(
      String name, Function<ProcessContext, ParticipantContext> participant, Part part) {
    return Scenario.named("queue." + name)
        .about("Two processes change one of two queues each, and look at the other.")
        .bytes(SECOND.base() + SECOND.bytes())
        .fields(names -> FIRST.describe("first", names))
        .fields(names -> SECOND.describe("second", names))
        .process("one", part.of(participant, FIRST, SECOND))
        .process("other", part.of(participant, SECOND, FIRST))
        .faults(Faults.NONE);
  }

  static Scenario.Builder fullScenario(
      String name, Function<ProcessContext, ParticipantContext> participant) {
    return scenario(name, participant, QueuePairs::takeAndPut)
        .setUp(
            (memory, environment) -> {
              QueueWorld.createWith(memory, environment, FIRST, 1);
              QueueWorld.createWith(memory, environment, SECOND, 1);
            })
        .atEnd("one of them finds room", end -> requireOne(end, "both queues were full"));
  }

  private static Body takeAndPut(
      Function<ProcessContext, ParticipantContext> participant, QueueLayout out, QueueLayout in) {
    return context -> {
      ConditionQueue own =
          ConditionQueue.open(participant.apply(context), out.base(), WaitPolicy.UNTIL_WOKEN);
      ConditionQueue other =
          ConditionQueue.open(participant.apply(context), in.base(), WaitPolicy.UNTIL_WOKEN);
      context.require(own.tryDequeue() == Outcome.DONE, "there is a value");
      context.record("outcome", other.tryEnqueue(2));
    };
  }

  private static Body putAndTake(
      Function<ProcessContext, ParticipantContext> participant, QueueLayout in, QueueLayout out) {
    return context -> {
      ConditionQueue own =
          ConditionQueue.open(participant.apply(context), in.base(), WaitPolicy.UNTIL_WOKEN);
      ConditionQueue other =
          ConditionQueue.open(participant.apply(context), out.base(), WaitPolicy.UNTIL_WOKEN);
      context.require(own.tryEnqueue(1) == Outcome.DONE, "there is room");
      context.record("outcome", other.tryDequeue());
    };
  }

  private static void requireOne(EndState end, String message) {
    boolean one = end.recorded("one", "outcome").contains(Outcome.DONE);
    boolean other = end.recorded("other", "outcome").contains(Outcome.DONE);
    end.require(one || other, message);
  }
}
