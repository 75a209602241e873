package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.QueueWorld.queue;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueLayout;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Waiting in worlds that are small enough to be exhausted. The processes open the queue one after
 * the other, and nothing goes wrong but that somebody's time passes.
 */
public final class QueueSmallScenarios implements ScenarioProvider {
  private static final QueueLayout LAYOUT = QueueWorld.layout(1);
  private static final Faults ONE_TIME_OUT = new Faults(0, Set.of(), 0, 1, 0);

  /** The time-out of those who are impatient. */
  private static final long SHORT = 1_000;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
            choicePassedOn("choice-passed-on-small", ProcessContext::participant),
            roomPassedOn("room-passed-on-small", ProcessContext::participant),
            roomForTwo("room-for-two-passed-on", ProcessContext::participant).large(),
            lookAfterTimeOut("look-after-time-out", ProcessContext::participant))
        .map(Scenario.Builder::build);
  }

  private static ConditionQueue open(ProcessContext context, ParticipantContext participant) {
    return QueueWorld.openInTurn(context, participant, 1);
  }

  private static ConditionQueue open(ProcessContext context) {
    return open(context, context.participant());
  }

  /** Waits until another process is about to sleep. */
  private static void awaitSleeper(ProcessContext context, long list, int index) {
    long bit = 1L << (index + 1) % LAYOUT.seats();
    while ((context.memory().getLongOpaque(list) & bit) == 0) {
      context.environment().spinHint();
    }
  }

  /**
   * Of two that sleep, the impatient one is chosen for the only wake-up. If it leaves without the
   * element, the patient one must be woken; otherwise that one sleeps on.
   */
  static Scenario.Builder choicePassedOn(
      String name, Function<ProcessContext, ParticipantContext> impatient) {
    return queue(name, "Of two that sleep, the one that is chosen leaves at this moment.", 1)
        .process(
            "impatient",
            context -> QueueWorld.take(context, open(context, impatient.apply(context)), SHORT))
        .daemon("patient", context -> QueueWorld.takeAll(context, open(context), 1))
        .process(
            "producer",
            context -> {
              ConditionQueue queue = open(context);
              awaitSleeper(context, LAYOUT.notEmpty().list(), 1);
              QueueWorld.put(context, queue, 1, 1);
            })
        .atEnd("one has it", end -> QueueWorld.requireAll(end, 1, "impatient", "patient"))
        .faults(ONE_TIME_OUT)
        .exhaustible();
  }

  /** The same for room. */
  static Scenario.Builder roomPassedOn(
      String name, Function<ProcessContext, ParticipantContext> impatient) {
    return queue(name, "A wake-up for room goes to somebody who leaves at this moment.", 1)
        .setUp((memory, environment) -> QueueWorld.createWith(memory, environment, 1))
        .process(
            "impatient",
            context -> {
              if (open(context, impatient.apply(context)).enqueue(3, SHORT) == Outcome.DONE) {
                context.record("put", 3L);
              }
            })
        .daemon("patient", context -> QueueWorld.put(context, open(context), 2, 1))
        .process(
            "consumer",
            context -> {
              ConditionQueue queue = open(context);
              awaitSleeper(context, LAYOUT.notFull().list(), 1);
              QueueWorld.takeAll(context, queue, 1);
            })
        .atEnd("the room is used", QueueSmallScenarios::requireUsed)
        .faults(ONE_TIME_OUT)
        .exhaustible();
  }

  private static void requireUsed(EndState end) {
    List<Object> one = end.recorded("impatient", "put");
    List<Object> other = end.recorded("patient", "put");
    end.require(one.size() + other.size() == 1, "put were " + one + " and " + other);
  }

  /**
   * One who waits for room for two is chosen when there is room for one, and sleeps on; the other
   * must be woken, who wants one.
   */
  static Scenario.Builder roomForTwo(
      String name, Function<ProcessContext, ParticipantContext> wide) {
    return queue(name, "A wake-up for room goes to somebody for whom it is too small.", 2)
        .setUp((memory, environment) -> QueueWorld.createWith(memory, environment, 2))
        .daemon(
            "wide",
            context -> {
              ConditionQueue queue = QueueWorld.openInTurn(context, wide.apply(context), 2);
              context.require(queue.awaitRoom(2, Deadline.NEVER) != Outcome.DONE, "too much room");
            })
        .process(
            "narrow",
            context -> {
              ConditionQueue queue = QueueWorld.openInTurn(context, context.participant(), 2);
              awaitSleeper(context, QueueWorld.layout(2).notFull().list(), 0);
              QueueWorld.put(context, queue, 3, 1);
            })
        .process(
            "consumer",
            context -> {
              ConditionQueue queue = QueueWorld.openInTurn(context, context.participant(), 2);
              awaitSleeper(context, QueueWorld.layout(2).notFull().list(), 1);
              QueueWorld.takeAll(context, queue, 1);
            })
        .faults(Faults.NONE)
        .exhaustible();
  }

  /** A time-out means that there was nothing when the time was over, whoever woke or did not. */
  static Scenario.Builder lookAfterTimeOut(
      String name, Function<ProcessContext, ParticipantContext> consumer) {
    return queue(name, "A producer dies before it wakes anybody; the time-out finds the value.", 1)
        .process(
            "consumer",
            context -> {
              Outcome outcome =
                  QueueWorld.take(context, open(context, consumer.apply(context)), SHORT);
              context.record(QueueWorld.ENDED, outcome);
            })
        .process("producer", context -> QueueWorld.put(context, open(context), 1, 1))
        .atEnd("nothing is overlooked", QueueSmallScenarios::requireNothingOverlooked)
        .faults(Faults.NONE.killing(1, "producer"))
        .exhaustible();
  }

  /** Nobody's time passes while somebody can go on, so what was put was there in time. */
  private static void requireNothingOverlooked(EndState end) {
    boolean there = (end.memory().getLongOpaque(LAYOUT.slot(0)) >>> 8) == 1;
    boolean got = end.recorded("consumer", QueueWorld.ENDED).equals(List.of(Outcome.DONE));
    end.require(there == got, "value put: " + there + ", taken: " + got);
  }
}
