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

  static QueueLayout first() {
    return FIRST;
  }

  static QueueLayout second() {
    return SECOND;
  }

  static Scenario.Builder scenario(
      String name, Function<ProcessContext, ParticipantContext> participant) {
    return Scenario.named("queue." + name)
        .about("Two processes put into one of two queues each, and look into the other.")
        .bytes(SECOND.base() + SECOND.bytes())
        .fields(names -> FIRST.describe("first", names))
        .fields(names -> SECOND.describe("second", names))
        .setUp(
            (memory, environment) -> {
              QueueFormat.create(memory, FIRST);
              QueueFormat.create(memory, SECOND);
            })
        .process("one", putAndTake(participant, FIRST, SECOND))
        .process("other", putAndTake(participant, SECOND, FIRST))
        .atEnd("one of them sees the other's value", QueuePairs::requireOne)
        .faults(Faults.NONE);
  }

  private static Body putAndTake(
      Function<ProcessContext, ParticipantContext> participant, QueueLayout in, QueueLayout out) {
    return context -> {
      ConditionQueue own =
          ConditionQueue.open(participant.apply(context), in.base(), WaitPolicy.UNTIL_WOKEN);
      ConditionQueue other =
          ConditionQueue.open(participant.apply(context), out.base(), WaitPolicy.UNTIL_WOKEN);
      context.require(own.tryEnqueue(1) == Outcome.DONE, "there is room");
      context.record("took", other.tryDequeue());
    };
  }

  private static void requireOne(EndState end) {
    boolean one = end.recorded("one", "took").contains(Outcome.DONE);
    boolean other = end.recorded("other", "took").contains(Outcome.DONE);
    end.require(one || other, "both queues were empty after both had put");
  }
}
