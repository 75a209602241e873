package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.QueueWorld.open;
import static dev.sharelock.model.scenarios.QueueWorld.queue;

import dev.sharelock.Outcome;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.queue.ConditionQueue;
import java.util.List;
import java.util.stream.Stream;

/** The condition queue when processes are killed between any two accesses. */
public final class QueueDeathScenarios implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(producerKilled(), consumerKilled());
  }

  /** Takes everything that is there now. */
  private static void drain(ProcessContext context) {
    ConditionQueue queue = open(context);
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = QueueWorld.take(context, queue, 0);
    }
    context.require(outcome == Outcome.WOULD_BLOCK, "dequeue ended with " + outcome);
  }

  private static Scenario producerKilled() {
    return queue("producer-killed", "The producer dies anywhere; a survivor takes all.", 2)
        .process("producer", context -> QueueWorld.put(context, open(context), 1, 2))
        .afterDeathOf(
            "producer",
            "survivor",
            context -> {
              drain(context);
              ConditionQueue queue = open(context);
              context.require(queue.tryEnqueue(9) == Outcome.DONE, "no room");
              context.require(queue.tryEnqueue(10) == Outcome.DONE, "no room");
              context.require(queue.tryEnqueue(11) == Outcome.WOULD_BLOCK, "too much room");
            })
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd("what was put is there", QueueDeathScenarios::requirePut)
        .exhaustible()
        .build();
  }

  /** A put that has returned is not lost; the one in the middle may have happened or not. */
  private static void requirePut(EndState end) {
    if (end.killed("producer")) {
      List<Object> put = end.recorded("producer", "put");
      List<Object> got = end.recorded("survivor", QueueWorld.GOT);
      boolean whole = got.size() >= put.size() && got.subList(0, put.size()).equals(put);
      boolean inTheMiddle = got.size() <= put.size() + 1;
      end.require(whole && inTheMiddle, "put were " + put + ", taken were " + got);
    }
  }

  private static Scenario consumerKilled() {
    return queue("consumer-killed", "A consumer dies anywhere; a survivor takes the rest.", 2)
        .process("producer", context -> QueueWorld.put(context, open(context), 1, 2))
        .process("consumer", context -> QueueWorld.takeAll(context, open(context), 2))
        .afterDeathOf("consumer", "survivor", QueueDeathScenarios::drain)
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd("nothing twice, at most one lost", QueueDeathScenarios::requireTaken)
        .build();
  }

  private static void requireTaken(EndState end) {
    List<Long> got = QueueWorld.got(end, "consumer", "survivor");
    long distinct = got.stream().distinct().count();
    end.require(distinct == got.size(), "taken twice: " + got);
  }
}
