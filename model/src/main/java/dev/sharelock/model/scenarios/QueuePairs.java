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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Two queues at once: what each answers must fit one order of all operations on both. So if each of
 * two processes changes one queue and then looks at the other, one of them must see the change.
 */
final class QueuePairs {
  private static final QueueLayout FIRST = new QueueLayout(0, 1, 2, 1);
  private static final QueueLayout SECOND = new QueueLayout(FIRST.bytes() + 127 & -128, 1, 2, 1);
  private static final String SEEN = "seen";

  private QueuePairs() {}

  static Stream<Scenario> scenarios() {
    return Stream.of(
            scenario("across-queues", ProcessContext::participant),
            fullScenario("across-full-queues", ProcessContext::participant),
            both("across-queues-counted", false, QueuePairs::put, other -> other.size() == 1),
            both("across-queues-peeked", false, QueuePairs::put, other -> done(other.peek(0))),
            both("across-queues-returned", false, QueuePairs::giveBack, QueuePairs::takes),
            both("across-queues-closed", false, QueuePairs::close, QueuePairs::isClosed),
            both("across-full-queues-asked", true, QueuePairs::take, other -> !other.isFull()))
        .map(Scenario.Builder::build);
  }

  static QueueLayout first() {
    return FIRST;
  }

  static QueueLayout second() {
    return SECOND;
  }

  /** Each puts into its own queue and takes from the other one. */
  static Scenario.Builder scenario(
      String name, Function<ProcessContext, ParticipantContext> participant) {
    return pair(name, false, body(participant, QueuePairs::put, QueuePairs::takes));
  }

  /** The same where both are full at first: each takes from one and puts into the other. */
  static Scenario.Builder fullScenario(
      String name, Function<ProcessContext, ParticipantContext> participant) {
    return pair(
        name, true, body(participant, QueuePairs::take, other -> done(other.tryEnqueue(2))));
  }

  private static Scenario.Builder both(
      String name, boolean full, Consumer<ConditionQueue> change, Predicate<ConditionQueue> look) {
    return pair(name, full, body(ProcessContext::participant, change, look));
  }

  private static boolean done(Outcome outcome) {
    return outcome == Outcome.DONE;
  }

  private static void put(ConditionQueue own) {
    require(done(own.tryEnqueue(1)), "there is room");
  }

  private static void take(ConditionQueue own) {
    require(done(own.tryDequeue()), "there is a value");
  }

  private static void giveBack(ConditionQueue own) {
    require(done(own.pushBack(1)), "a value can be returned");
  }

  private static void close(ConditionQueue own) {
    require(done(own.closeQueue()), "a queue can be closed");
  }

  private static boolean takes(ConditionQueue other) {
    return done(other.tryDequeue());
  }

  private static boolean isClosed(ConditionQueue other) {
    return other.tryDequeue() == Outcome.CLOSED;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }

  /** What a process does with the queue that is its own and the other one. */
  private interface Part {
    Body of(QueueLayout own, QueueLayout other);
  }

  private static Part body(
      Function<ProcessContext, ParticipantContext> participant,
      Consumer<ConditionQueue> change,
      Predicate<ConditionQueue> look) {
    return (own, other) ->
        context -> {
          ConditionQueue mine = open(participant.apply(context), own);
          ConditionQueue yours = open(participant.apply(context), other);
          change.accept(mine);
          context.record(SEEN, look.test(yours));
        };
  }

  private static ConditionQueue open(ParticipantContext participant, QueueLayout layout) {
    return ConditionQueue.open(participant, layout.base(), WaitPolicy.UNTIL_WOKEN);
  }

  private static Scenario.Builder pair(String name, boolean full, Part part) {
    return Scenario.named("queue." + name)
        .about("Two processes change one of two queues each, and look at the other.")
        .bytes(SECOND.base() + SECOND.bytes())
        .fields(names -> FIRST.describe("queue[0]", names))
        .fields(names -> SECOND.describe("queue[1]", names))
        .setUp(
            (memory, environment) -> {
              if (full) {
                QueueWorld.createWith(memory, environment, FIRST, 1);
                QueueWorld.createWith(memory, environment, SECOND, 1);
              } else {
                QueueFormat.create(memory, FIRST);
                QueueFormat.create(memory, SECOND);
              }
            })
        .process("one", part.of(FIRST, SECOND))
        .process("other", part.of(SECOND, FIRST))
        .atEnd("one of them sees what the other has done", QueuePairs::requireOne)
        .faults(Faults.NONE)
        .exhaustible();
  }

  private static void requireOne(EndState end) {
    boolean one = end.recorded("one", SEEN).contains(true);
    boolean other = end.recorded("other", SEEN).contains(true);
    end.require(one || other, "neither has seen what the other had done before");
  }
}
