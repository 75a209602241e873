package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.QueueWorld.open;
import static dev.sharelock.model.scenarios.QueueWorld.queue;

import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.scenarios.QueueOperation.Kind;
import dev.sharelock.queue.ConditionQueue;
import java.util.stream.Stream;

/** The condition queue in all situations that need no death; see {@link QueueDeathScenarios}. */
public final class QueueScenarios implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    Stream<Scenario> one =
        Stream.of(
            oneValue(),
            twoPut(),
            twoTake(),
            answersOfPutAndTake(),
            answersOfBothSides(),
            answersOfReturn(),
            answersOfClose(),
            answersOfObserver());
    return Stream.concat(one, QueuePairs.scenarios());
  }

  private static Scenario oneValue() {
    return queue("one-value", "One value from one process to another.", 1)
        .process("producer", context -> QueueWorld.put(context, open(context), 1, 1))
        .process("consumer", context -> QueueWorld.takeAll(context, open(context), 1))
        .atEnd("all", end -> QueueWorld.requireAll(end, 1, "consumer"))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static Scenario twoPut() {
    return queue("two-put", "Two processes put into the same slot.", 2)
        .process("one", context -> QueueWorld.put(context, open(context), 1, 1))
        .process("other", context -> QueueWorld.put(context, open(context), 2, 1))
        .process("consumer", context -> act(Kind.TAKE, Kind.TAKE).run(context))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static Scenario twoTake() {
    return queue("two-take", "Two processes take what a third one puts.", 2)
        .process("producer", context -> QueueWorld.put(context, open(context), 1, 2))
        .process("one", context -> QueueWorld.takeAll(context, open(context), 1))
        .process("other", context -> QueueWorld.takeAll(context, open(context), 1))
        .atEnd("all", end -> QueueWorld.requireAll(end, 2, "one", "other"))
        .untimed()
        .build();
  }

  /** A body of operations without waiting; values put or returned are unique. */
  private static Body act(Kind... kinds) {
    return context -> {
      ConditionQueue queue = open(context);
      for (int i = 0; i < kinds.length; i++) {
        QueueWorld.act(context, queue, kinds[i], 100L * (context.index() + 1) + i);
      }
    };
  }

  private static Scenario.Builder answers(String name, String about, Kind[] one, Kind[] other) {
    return queue(name, about, 1)
        .process("one", act(one))
        .process("other", act(other))
        .faults(Faults.NONE)
        .atEnd("some order", end -> QueueWorld.requireSequential(end, 1, "one", "other"))
        .exhaustible();
  }

  private static Kind[] of(Kind... kinds) {
    return kinds;
  }

  private static Scenario answersOfPutAndTake() {
    return answers(
            "answers",
            "Full and empty are answered only when it is so.",
            of(Kind.PUT, Kind.PUT),
            of(Kind.TAKE, Kind.TAKE))
        .build();
  }

  private static Scenario answersOfBothSides() {
    return answers(
            "answers-both",
            "Two processes put and take in turns.",
            of(Kind.PUT, Kind.TAKE),
            of(Kind.PUT, Kind.TAKE))
        .build();
  }

  private static Scenario answersOfReturn() {
    return answers(
            "answers-return",
            "A value is returned to the front while others are put and taken.",
            of(Kind.PUT, Kind.RETURN, Kind.TAKE),
            of(Kind.TAKE, Kind.TAKE))
        .build();
  }

  private static Scenario answersOfClose() {
    return answers(
            "answers-close",
            "The end comes after the last value, for those who put and those who take.",
            of(Kind.PUT, Kind.CLOSE, Kind.PUT),
            of(Kind.PUT, Kind.TAKE, Kind.TAKE))
        .build();
  }

  private static Scenario answersOfObserver() {
    return answers(
            "answers-observer",
            "A third party counts and looks.",
            of(Kind.PUT, Kind.TAKE, Kind.PUT),
            of(Kind.SIZE, Kind.PEEK))
        .build();
  }
}
