package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.MulticastWorld.AS_IT_IS;
import static dev.sharelock.model.scenarios.MulticastWorld.AT_ONCE;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.SlowPolicy;
import java.util.stream.Stream;

/** Blocks for several subscribers: nothing is lost, nothing is freed early, whoever dies. */
public final class BlockMulticastScenarios implements ScenarioProvider {
  static final BlockMulticastWorld ONE = new BlockMulticastWorld(1, 1);
  static final BlockMulticastWorld THREE = new BlockMulticastWorld(3, 2);
  static final BlockMulticastWorld TWO = new BlockMulticastWorld(2, 1);
  static final Taker TAKER = new Taker(BlockMulticastScenarios::take, AS_IT_IS);
  private static final String PUBLISHER = "publisher";
  private static final String SUBSCRIBER = "subscriber";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
            taking("conflates-or-takes", SlowPolicy.CONFLATE, AS_IT_IS, TAKER),
            taking("drops-or-takes", AT_ONCE, AS_IT_IS, TAKER),
            succeedsTheDead(),
            publisherKilled("publisher-killed-small", BlockMulticastScenarios::publish),
            subscriberKilled(),
            ends("ends", AS_IT_IS),
            endsForTheSlow("ends-for-the-slow", AS_IT_IS),
            many("blocked", SlowPolicy.BLOCK),
            many("dropped", SlowPolicy.dropAfter(1_000)),
            many("conflated", SlowPolicy.CONFLATE))
        .map(Scenario.Builder::build);
  }

  /** How a subscriber takes what there is. */
  interface Taking {
    void run(BlockMulticastWorld.Place place, BlockSubscriber subscriber);
  }

  /** The same with something left out. */
  record Taker(Taking how, Weakening weakening) {}

  /** How a publisher publishes one block. */
  interface Publishing {
    void run(BlockMulticastWorld.Place place, BlockPublisher publisher, long number);
  }

  static void take(BlockMulticastWorld.Place place, BlockSubscriber subscriber) {
    place.takeAll(subscriber, 0);
  }

  private static void publish(
      BlockMulticastWorld.Place place, BlockPublisher publisher, long number) {
    place.publish(publisher, number, 0);
  }

  private static Scenario.Builder small(String name, String about) {
    return ONE.scenario(name, about).faults(Faults.NONE).exhaustible();
  }

  /** Subscribes, and goes on when the first block is there. */
  private static Body subscribeFirst(Taking taking, Weakening weakening) {
    return context -> {
      BlockMulticastWorld.Place place = ONE.new Place(context, weakening);
      BlockSubscriber subscriber = place.subscriber();
      ONE.passTo(context, 1);
      ONE.awaitTurn(context, 2);
      taking.run(place, subscriber);
    };
  }

  /** Publishes the first block when the subscriber is there; and then others. */
  private static Body publishThen(SlowPolicy policy, int last, Weakening weakening) {
    return context -> {
      ONE.awaitTurn(context, 1);
      BlockMulticastWorld.Place place = ONE.new Place(context, weakening);
      BlockPublisher publisher = place.publisher(policy);
      place.publish(publisher, 1, 0);
      ONE.passTo(context, 2);
      for (long number = 2; number <= last; number++) {
        place.publish(publisher, number, 0);
      }
    };
  }

  /** H1: a block is released only if it was loaded before, or its name is gone. */
  static Scenario.Builder taking(
      String name, SlowPolicy policy, Weakening weakening, Taker taking) {
    return small(name, "A block is replaced, dropped with its subscriber, or taken at this moment.")
        .process(SUBSCRIBER, subscribeFirst(taking.how(), taking.weakening()))
        .process(PUBLISHER, publishThen(policy, 2, weakening))
        .atEnd("in order", end -> QueueWorld.requireRising(end, SUBSCRIBER))
        .atEnd("nothing is held for the dropped", ONE::requireNothingHeldForTheDropped);
  }

  private static Scenario.Builder succeedsTheDead() {
    return small("succeeds-the-dead", "The place of a dead subscriber is taken meanwhile.")
        .setUp((memory, environment) -> ONE.createSubscribedByTheDead(memory))
        .process(
            PUBLISHER,
            context -> {
              BlockMulticastWorld.Place place = ONE.place(context);
              BlockPublisher publisher = place.publisher(AT_ONCE);
              ONE.passTo(context, 1);
              for (long number = 1; number <= 3; number++) {
                place.publish(publisher, number, 0);
              }
            })
        .process(
            SUBSCRIBER,
            context -> {
              ONE.awaitTurn(context, 1);
              BlockMulticastWorld.Place place = ONE.place(context);
              place.takeAll(place.subscriber(), 0);
            })
        .atEnd("in order", end -> QueueWorld.requireRising(end, SUBSCRIBER));
  }

  /** H1: what is named is held; and the newest is never missing. */
  static Scenario.Builder publisherKilled(String name, Publishing publishing) {
    return small(name, "The publisher of blocks dies anywhere.")
        .process(SUBSCRIBER, subscribeFirst(BlockMulticastScenarios::takeAndLeave, AS_IT_IS))
        .process(
            PUBLISHER,
            context -> {
              ONE.awaitTurn(context, 1);
              BlockMulticastWorld.Place place = ONE.place(context);
              BlockPublisher publisher = place.publisher(SlowPolicy.CONFLATE);
              publishing.run(place, publisher, 1);
              publishing.run(place, publisher, 2);
              ONE.passTo(context, 2);
            })
        .afterDeathOf(
            PUBLISHER,
            "heir",
            context -> {
              ONE.awaitTurn(context, 1);
              if (ONE.hasPassed(context, 2)) {
                return;
              }
              BlockMulticastWorld.Place place = ONE.place(context);
              try (BlockPublisher heir = place.publisher(SlowPolicy.CONFLATE)) {
                heir.end();
              }
              ONE.passTo(context, 2);
            })
        .faults(Faults.NONE.killing(1, PUBLISHER))
        .atEnd("newest", end -> MulticastWorld.requireNewestTaken(end, SUBSCRIBER, PUBLISHER));
  }

  private static void takeAndLeave(BlockMulticastWorld.Place place, BlockSubscriber subscriber) {
    place.takeAll(subscriber, 0);
    subscriber.close();
    place.allocator.close();
  }

  /** H3 for the references of the dead. */
  private static Scenario.Builder subscriberKilled() {
    return small(
            "subscriber-killed-small",
            "A subscriber dies anywhere, and another one comes after the end.")
        .process(SUBSCRIBER, subscribeFirst(BlockMulticastScenarios::takeAndLeave, AS_IT_IS))
        .process(PUBLISHER, BlockMulticastScenarios::publishAndEnd)
        .afterDeathOf(SUBSCRIBER, "next", BlockMulticastScenarios::subscribeAfterEnd)
        .faults(Faults.NONE.killing(1, SUBSCRIBER))
        .atEnd("nothing is held", ONE::requireNothingHeld);
  }

  private static void publishAndEnd(ProcessContext context) {
    ONE.awaitTurnOrDeath(context, 1);
    BlockMulticastWorld.Place place = ONE.place(context);
    BlockPublisher publisher = place.publisher(AT_ONCE);
    place.publish(publisher, 1, 0);
    publisher.end();
    publisher.close();
    ONE.passTo(context, 2);
    place.allocator.close();
  }

  private static void subscribeAfterEnd(ProcessContext context) {
    ONE.awaitTurn(context, 2);
    BlockMulticastWorld.Place place = ONE.place(context);
    takeAndLeave(place, place.subscriber());
  }

  /** H3: the last one that takes releases what was held. */
  static Scenario.Builder ends(String name, Weakening weakening) {
    return TWO.scenario(name, "Two take what is left after the end, and nothing stays.")
        .process("one", context -> takeUntilEnd(context, 1, weakening))
        .process("other", context -> takeUntilEnd(context, 2, weakening))
        .process(
            PUBLISHER,
            context -> {
              TWO.awaitTurn(context, 2);
              BlockMulticastWorld.Place place = TWO.place(context);
              BlockPublisher publisher = place.publisher(AT_ONCE);
              place.publish(publisher, 1, 0);
              publisher.end();
              publisher.close();
              place.allocator.close();
              TWO.passTo(context, 3);
            })
        .faults(Faults.NONE)
        .exhaustible()
        .atEnd("nothing is held", TWO::requireNothingHeld);
  }

  private static void takeUntilEnd(ProcessContext context, long turn, Weakening weakening) {
    TWO.awaitTurn(context, turn - 1);
    BlockMulticastWorld.Place place = TWO.new Place(context, weakening);
    BlockSubscriber subscriber = place.subscriber();
    TWO.passTo(context, turn);
    TWO.awaitTurn(context, 3);
    place.takeAll(subscriber, 0);
  }

  /** H1: two release what was held, and what the third one has not taken is not. */
  static Scenario.Builder endsForTheSlow(String name, Weakening weakening) {
    return THREE
        .scenario(name, "Two take what is left after the end, and then a slow one does.")
        .process("one", context -> takeBefore(context, 1, weakening))
        .process("other", context -> takeBefore(context, 2, weakening))
        .process("slow", context -> takeBefore(context, 3, AS_IT_IS))
        .process(
            PUBLISHER,
            context -> {
              THREE.awaitTurn(context, 3);
              BlockMulticastWorld.Place place = THREE.place(context);
              BlockPublisher publisher = place.publisher(AT_ONCE);
              place.publish(publisher, 1, 0);
              place.publish(publisher, 2, 0);
              publisher.end();
              THREE.passTo(context, 4);
            })
        .faults(Faults.NONE);
  }

  private static void takeBefore(ProcessContext context, long turn, Weakening weakening) {
    THREE.awaitTurn(context, turn - 1);
    BlockMulticastWorld.Place place = THREE.new Place(context, weakening);
    BlockSubscriber subscriber = place.subscriber();
    THREE.passTo(context, turn);
    THREE.awaitTurn(context, 4);
    place.takeOne(subscriber);
    THREE.awaitTurn(context, 3 + turn);
    THREE.passTo(context, 4 + turn);
    THREE.awaitTurn(context, turn == 3 ? 9 : 7);
    place.takeAll(subscriber, 0);
    THREE.awaitTurn(context, 6 + turn);
    THREE.passTo(context, 7 + turn);
  }

  /** Publisher and subscribers die anywhere; sampled. */
  private static Scenario.Builder many(String name, SlowPolicy policy) {
    return TWO.scenario(name, "Publisher and subscribers of blocks die anywhere.")
        .process(PUBLISHER, context -> publishSome(context, policy, 1))
        .afterDeathOf(PUBLISHER, "heir", context -> publishSome(context, policy, 11))
        .process("one", BlockMulticastScenarios::subscribe)
        .process("other", BlockMulticastScenarios::subscribe)
        .afterDeathOf("one", "next", BlockMulticastScenarios::subscribe)
        .faults(Faults.NONE.killing(2, PUBLISHER, "one"))
        .atEnd("in order", end -> QueueWorld.requireRising(end, "one"))
        .atEnd("in order, too", end -> QueueWorld.requireRising(end, "other"))
        .atEnd("in order, next", end -> QueueWorld.requireRising(end, "next"));
  }

  private static void publishSome(ProcessContext context, SlowPolicy policy, long first) {
    BlockMulticastWorld.Place place = TWO.place(context);
    try (BlockPublisher publisher = place.publisher(policy)) {
      for (long number = first; number < first + 3 && !TWO.isEnded(context); number++) {
        place.publish(publisher, number, Deadline.NEVER);
      }
      publisher.end();
    }
    place.allocator.close();
  }

  private static void subscribe(ProcessContext context) {
    BlockMulticastWorld.Place place = TWO.place(context);
    try (BlockSubscriber subscriber = place.subscriber()) {
      place.takeAll(subscriber, 1_000_000_000);
    }
    place.allocator.close();
  }
}
