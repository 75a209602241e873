package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.MulticastWorld.AS_IT_IS;
import static dev.sharelock.model.scenarios.MulticastWorld.AT_ONCE;
import static dev.sharelock.model.scenarios.MulticastWorld.multicast;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Each claim of the publisher in the smallest world in which it can fail. */
public final class MulticastSmallScenarios implements ScenarioProvider {
  private static final String PUBLISHER = "publisher";
  private static final String SUBSCRIBER = "subscriber";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
            begins("begins-while-publishing", MulticastSmallScenarios::open),
            succeedsTheDead("succeeds-the-dead", MulticastSmallScenarios::open),
            dropsOrTakes("drops-or-takes", AS_IT_IS),
            leaves("leaves-while-waited-for", AS_IT_IS),
            comesAgain("comes-again", AS_IT_IS),
            conflates("conflates-or-takes", AS_IT_IS),
            conflatingKilled(),
            publisherKilled(),
            subscriberKilled(),
            ends("ends-while-begun", AS_IT_IS),
            endingKilled())
        .map(Scenario.Builder::build);
  }

  private static Scenario.Builder small(String name, String about) {
    return multicast(name, about).faults(Faults.NONE).exhaustible();
  }

  /** Publishes 1 to 3 to whoever is there, while somebody subscribes. */
  private static Scenario.Builder publishing(
      Scenario.Builder builder, Function<ProcessContext, Subscriber> opening) {
    return builder
        .process(
            PUBLISHER,
            context -> {
              Publisher publisher = MulticastWorld.publisher(context, AT_ONCE, AS_IT_IS);
              MulticastWorld.pass(context);
              MulticastWorld.publish(context, publisher, 1, 3, 0);
            })
        .process(
            SUBSCRIBER,
            context -> {
              MulticastWorld.await(context);
              MulticastWorld.takeAll(context, opening.apply(context), 0);
            })
        .atEnd("no gap", end -> MulticastWorld.requireNoGap(end, SUBSCRIBER));
  }

  private static Subscriber open(ProcessContext context) {
    return MulticastWorld.subscriber(context, AS_IT_IS);
  }

  static Scenario.Builder begins(String name, Function<ProcessContext, Subscriber> opening) {
    return publishing(small(name, "Somebody subscribes while values are published."), opening);
  }

  /** M3 across subscribers: what the dead one was not told of, its successor does not miss. */
  static Scenario.Builder succeedsTheDead(
      String name, Function<ProcessContext, Subscriber> opening) {
    return publishing(
        small(name, "A subscriber takes the place of a dead one while values are published.")
            .setUp(MulticastWorld::subscribedByTheDead),
        opening);
  }

  /** A publisher that comes second, to a subscriber that is there, and publishes the first one. */
  private static Publisher afterSubscriber(
      ProcessContext context, SlowPolicy policy, Weakening weakening) {
    MulticastWorld.await(context);
    Publisher publisher = MulticastWorld.publisher(context, policy, weakening);
    MulticastWorld.publish(context, publisher, 1, 1, 0);
    MulticastWorld.pass(context);
    return publisher;
  }

  /** A subscriber that waits until the first value is there. */
  private static Subscriber withFirstValue(ProcessContext context, Weakening weakening) {
    Subscriber subscriber = MulticastWorld.subscriber(context, weakening);
    MulticastWorld.pass(context);
    MulticastWorld.awaitTurn(context, 2);
    return subscriber;
  }

  /** M2, M4: whoever was dropped is told, and nobody else is. */
  static Scenario.Builder dropsOrTakes(String name, Weakening weakening) {
    return small(name, "A slow subscriber is dropped, or takes a value at this moment.")
        .process(
            SUBSCRIBER,
            context -> {
              Subscriber subscriber = withFirstValue(context, weakening);
              MulticastWorld.takeAll(context, subscriber, Deadline.NEVER);
            })
        .process(
            PUBLISHER,
            context -> {
              Publisher publisher = afterSubscriber(context, AT_ONCE, AS_IT_IS);
              MulticastWorld.publish(context, publisher, 2, 2, 0);
              context.record(MulticastWorld.DROPPED, publisher.dropped());
              publisher.end();
            })
        .atEnd("M4", MulticastSmallScenarios::requireTold);
  }

  private static void requireTold(EndState end) {
    boolean dropped = end.recorded(PUBLISHER, MulticastWorld.DROPPED).contains(1L);
    List<Long> got = QueueWorld.got(end, SUBSCRIBER);
    List<Object> told = end.recorded(SUBSCRIBER, MulticastWorld.ENDED);
    List<Long> all = dropped ? List.of(1L) : List.of(1L, 2L);
    Outcome last = dropped ? Outcome.STALE : Outcome.CLOSED;
    String what = "dropped: " + dropped + ", got " + got + ", told " + told;
    end.require(got.equals(all) && told.equals(List.of(last)), what);
  }

  /** The publisher has no time-out, and nobody but the one who leaves can wake it. */
  static Scenario.Builder leaves(String name, Weakening weakening) {
    return small(name, "The publisher waits for a subscriber, which leaves.")
        .process(SUBSCRIBER, context -> withFirstValue(context, weakening).close())
        .process(
            PUBLISHER,
            context -> {
              Publisher publisher = afterSubscriber(context, SlowPolicy.BLOCK, AS_IT_IS);
              MulticastWorld.publish(context, publisher, 2, 2, Deadline.NEVER);
              context.require(publisher.dropped() == 0, "who has left was dropped");
            })
        .atEnd("nobody is there", end -> end.require(!MulticastWorld.isActive(end), "is active"));
  }

  /** M2: it is the subscription that is dropped, not the one that comes after it. */
  static Scenario.Builder comesAgain(String name, Weakening weakening) {
    return small(name, "A slow subscriber leaves and subscribes again while it is dropped.")
        .pausing(List.of(PUBLISHER))
        .process(
            SUBSCRIBER,
            context -> {
              withFirstValue(context, weakening).close();
              Subscriber again = MulticastWorld.subscriber(context, weakening);
              Outcome outcome = MulticastWorld.takeAll(context, again, 0);
              context.require(outcome == Outcome.WOULD_BLOCK, "take ended with " + outcome);
            })
        .process(
            PUBLISHER,
            context -> {
              Publisher publisher = afterSubscriber(context, AT_ONCE, AS_IT_IS);
              MulticastWorld.publish(context, publisher, 2, 2, 0);
            })
        .atEnd(
            "it is not dropped", end -> end.require(MulticastWorld.isActive(end), "is not active"))
        .atEnd("no gap", end -> MulticastWorld.requireNoGap(end, SUBSCRIBER));
  }

  /** M3: whoever takes at this moment does not lose the newest. */
  static Scenario.Builder conflates(String name, Weakening weakening) {
    return small(name, "A value is replaced by a newer one, or taken at this moment.")
        .process(SUBSCRIBER, MulticastSmallScenarios::takeFromFirst)
        .process(PUBLISHER, replaceFirst(3, weakening))
        .atEnd("newest", end -> MulticastWorld.requireNewest(end, SUBSCRIBER, PUBLISHER));
  }

  private static void takeFromFirst(ProcessContext context) {
    MulticastWorld.takeAll(context, withFirstValue(context, AS_IT_IS), 0);
  }

  /** Publishes values after the first one, for which there is no room. */
  private static Body replaceFirst(long last, Weakening weakening) {
    return context -> {
      Publisher publisher = afterSubscriber(context, SlowPolicy.CONFLATE, weakening);
      MulticastWorld.publish(context, publisher, 2, last, 0);
    };
  }

  private static Scenario.Builder conflatingKilled() {
    return succeeding(
        small("conflating-killed", "The publisher dies anywhere while it replaces values.")
            .process(SUBSCRIBER, context -> withFirstValue(context, AS_IT_IS))
            .process(PUBLISHER, replaceFirst(3, AS_IT_IS)),
        context -> context.choose(2) == 1);
  }

  /** M3 in the eyes of one whom nobody drops: in order, and the heir goes on. */
  private static Scenario.Builder publisherKilled() {
    return succeeding(
        small("publisher-killed-small", "The publisher dies anywhere while somebody takes.")
            .process(SUBSCRIBER, MulticastSmallScenarios::takeFromFirst)
            .process(PUBLISHER, replaceFirst(2, AS_IT_IS)),
        context -> true);
  }

  /** The publisher dies anywhere, and the heir goes on, or does not. */
  private static Scenario.Builder succeeding(
      Scenario.Builder builder, Predicate<ProcessContext> goesOn) {
    return builder
        .afterDeathOf(
            PUBLISHER,
            "heir",
            context -> {
              MulticastWorld.awaitTurn(context, 1);
              if (goesOn.test(context)) {
                succeed(context, 11);
              }
              MulticastWorld.passTo(context, 2);
            })
        .faults(Faults.NONE.killing(1, PUBLISHER))
        .atEnd("newest", end -> MulticastWorld.requireNewest(end, SUBSCRIBER, PUBLISHER))
        .atEnd("newest of the heir", end -> MulticastWorld.requireNewest(end, SUBSCRIBER, "heir"));
  }

  /** Goes on for a dead publisher. */
  private static void succeed(ProcessContext context, long value) {
    Publisher heir = MulticastWorld.publisher(context, SlowPolicy.CONFLATE, AS_IT_IS);
    MulticastWorld.publish(context, heir, value, value, 0);
  }

  /** What the dead one has left reaches nobody. */
  private static Scenario.Builder subscriberKilled() {
    return small("subscriber-killed-small", "A subscriber dies anywhere, and another one comes.")
        .process(
            PUBLISHER,
            context -> {
              Publisher publisher = MulticastWorld.publisher(context, AT_ONCE, AS_IT_IS);
              MulticastWorld.pass(context);
              MulticastWorld.publish(context, publisher, 1, 2, 0);
            })
        .process(
            "victim",
            context -> {
              MulticastWorld.await(context);
              MulticastWorld.takeAll(context, open(context), 0);
            })
        .afterDeathOf(
            "victim",
            SUBSCRIBER,
            context -> {
              MulticastWorld.awaitTurn(context, 1);
              MulticastWorld.takeAll(context, open(context), 0);
            })
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd("no gap", end -> MulticastWorld.requireNoGap(end, SUBSCRIBER));
  }

  /** E1: whoever begins at the end is told that it is one. */
  static Scenario.Builder ends(String name, Weakening weakening) {
    return small(name, "Somebody subscribes while the stream ends.")
        .process(
            PUBLISHER,
            context -> {
              Publisher publisher = MulticastWorld.publisher(context, AT_ONCE, weakening);
              MulticastWorld.pass(context);
              MulticastWorld.publish(context, publisher, 1, 1, 0);
              publisher.end();
            })
        .process(
            SUBSCRIBER,
            context -> {
              MulticastWorld.await(context);
              Subscriber subscriber = MulticastWorld.subscriber(context, AS_IT_IS);
              Outcome outcome = MulticastWorld.takeAll(context, subscriber, Deadline.NEVER);
              context.require(outcome == Outcome.CLOSED, "take ended with " + outcome);
            });
  }

  /** The end is one store, whatever the publisher would have done after it. */
  private static Scenario.Builder endingKilled() {
    return small("ending-killed", "The publisher dies anywhere while it ends the stream.")
        .process(SUBSCRIBER, context -> withFirstValue(context, AS_IT_IS))
        .process(
            PUBLISHER,
            context -> {
              Publisher publisher = afterSubscriber(context, AT_ONCE, AS_IT_IS);
              publisher.end();
              context.record(MulticastWorld.ENDED, true);
            })
        .afterDeathOf(
            PUBLISHER,
            "heir",
            context -> {
              MulticastWorld.awaitTurn(context, 1);
              Publisher heir = MulticastWorld.publisher(context, AT_ONCE, AS_IT_IS);
              boolean ended = context.memory().getLongAcquire(MulticastWorld.LAYOUT.ended()) == 1;
              Outcome outcome = heir.publish(2, 0);
              boolean fits = outcome == (ended ? Outcome.CLOSED : Outcome.DONE);
              context.require(fits, "ended: " + ended + ", publish ended with " + outcome);
              MulticastWorld.passTo(context, 2);
            })
        .faults(Faults.NONE.killing(1, PUBLISHER));
  }
}
