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
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.waiting.WaitPolicy;
import java.util.stream.Stream;

/** Each claim about blocks for several subscribers in the smallest world where it can fail. */
public final class BlockMulticastSmallScenarios implements ScenarioProvider {
  static final BlockMulticastWorld ONE = new BlockMulticastWorld(1, 1, WaitPolicy.UNTIL_WOKEN);
  static final BlockMulticastWorld THREE = new BlockMulticastWorld(3, 2, WaitPolicy.UNTIL_WOKEN);
  static final BlockMulticastWorld TWO = new BlockMulticastWorld(2, 1, WaitPolicy.UNTIL_WOKEN);
  static final Taker TAKER = new Taker(BlockMulticastSmallScenarios::take, AS_IT_IS);
  private static final Taker LEAVING =
      new Taker(BlockMulticastSmallScenarios::takeAndLeave, AS_IT_IS);
  private static final String PUBLISHER = "publisher";
  private static final String SUBSCRIBER = "subscriber";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
            taking("conflates-or-takes", SlowPolicy.CONFLATE, AS_IT_IS, TAKER),
            taking("drops-or-takes", AT_ONCE, AS_IT_IS, TAKER),
            succeedsTheDead(),
            publisherKilled("publisher-killed-small", BlockMulticastSmallScenarios::publish),
            succeeds("heir-begins", "It is released while the subscriber takes.", 2),
            heirKilled(),
            subscriberKilled(),
            ends("ends", AS_IT_IS),
            endsForTheSlow("ends-for-the-slow", AS_IT_IS),
            blocked(),
            dropped(),
            conflated())
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

  /** Subscribes in its turn, from 1 on, and goes on in another. */
  private static Body subscribe(BlockMulticastWorld world, long turn, long next, Taker taker) {
    return context -> {
      world.awaitTurn(context, turn - 1);
      BlockMulticastWorld.Place place = world.new Place(context, taker.weakening());
      BlockSubscriber subscriber = place.subscriber();
      world.passTo(context, turn);
      world.awaitTurn(context, next);
      taker.how().run(place, subscriber);
    };
  }

  /** Subscribes, and goes on when the first block is there. */
  private static Body subscribeFirst(Taker taker) {
    return subscribe(ONE, 1, 2, taker);
  }

  /** Publishes the first block when all subscribers are there; and then others. */
  private static Body publishThen(
      BlockMulticastWorld world, SlowPolicy policy, int last, Weakening weakening) {
    return context -> {
      world.awaitTurn(context, world.layout.places());
      BlockMulticastWorld.Place place = world.new Place(context, weakening);
      BlockPublisher publisher = place.publisher(policy);
      place.publish(publisher, 1, Deadline.NEVER);
      world.passTo(context, world.layout.places() + 1);
      for (long number = 2; number <= last; number++) {
        place.publish(publisher, number, Deadline.NEVER);
      }
    };
  }

  /** Publishes all that there is when all subscribers are there, and leaves. */
  private static Body publishAndEnd(BlockMulticastWorld world, int last) {
    return context -> {
      world.awaitTurnOrDeath(context, world.layout.places());
      BlockMulticastWorld.Place place = world.place(context);
      BlockPublisher publisher = place.publisher(AT_ONCE);
      for (long number = 1; number <= last; number++) {
        place.publish(publisher, number, 0);
      }
      publisher.end();
      publisher.close();
      place.allocator.close();
      world.passTo(context, world.layout.places() + 1);
    };
  }

  /** H1: a block is released only if it was loaded before, or its name is gone. */
  static Scenario.Builder taking(
      String name, SlowPolicy policy, Weakening weakening, Taker taking) {
    return small(name, "A block is replaced, dropped with its subscriber, or taken at this moment.")
        .process(SUBSCRIBER, subscribeFirst(taking))
        .process(PUBLISHER, publishThen(ONE, policy, 3, weakening))
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
        .process(SUBSCRIBER, subscribeFirst(LEAVING))
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

  /** H1, H3: what a dead publisher has held behind what somebody wants is released by the next. */
  private static Scenario.Builder succeeds(String name, String about, long turn) {
    return small(name, about)
        .process(SUBSCRIBER, subscribe(ONE, 1, turn, TAKER))
        .process(PUBLISHER, BlockMulticastSmallScenarios::holdAndLeave)
        .process("heir", context -> publishAsHeir(context, 3))
        .atEnd("in order", end -> QueueWorld.requireRising(end, SUBSCRIBER))
        .atEnd("nothing is left behind", ONE::requireOnlyNewestHeld);
  }

  private static Scenario.Builder heirKilled() {
    return succeeds("heir-killed", "Who releases what a dead publisher has left dies as well.", 3)
        .afterDeathOf("heir", "next", context -> publishAsHeir(context, 4))
        .faults(Faults.NONE.killing(1, "heir"))
        .atEnd("newest", end -> MulticastWorld.requireNewestTaken(end, SUBSCRIBER, "heir"))
        .atEnd("next", end -> MulticastWorld.requireNewestTaken(end, SUBSCRIBER, "next"));
  }

  /** As if it had died before it names the second block in the lane. */
  private static void holdAndLeave(ProcessContext context) {
    ONE.awaitTurn(context, 1);
    BlockMulticastWorld.Place place = ONE.place(context);
    try (BlockPublisher publisher = place.publisher(SlowPolicy.CONFLATE);
        BlockQueue held = place.held()) {
      place.publish(publisher, 1, 0);
      place.requireDone("holding", held.tryEnqueue(place.block(2)));
    }
    place.allocator.close();
    ONE.passTo(context, 2);
  }

  private static void publishAsHeir(ProcessContext context, long number) {
    ONE.awaitTurn(context, 2);
    if (!ONE.hasPassed(context, 3)) {
      BlockMulticastWorld.Place place = ONE.place(context);
      place.publish(place.publisher(SlowPolicy.CONFLATE), number, 0);
      ONE.passTo(context, 3);
    }
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
        .process(SUBSCRIBER, subscribeFirst(LEAVING))
        .process(PUBLISHER, publishAndEnd(ONE, 1))
        .afterDeathOf(SUBSCRIBER, "next", BlockMulticastSmallScenarios::subscribeAfterEnd)
        .faults(Faults.NONE.killing(1, SUBSCRIBER))
        .atEnd("nothing is held", ONE::requireNothingHeld);
  }

  private static void subscribeAfterEnd(ProcessContext context) {
    ONE.awaitTurn(context, 2);
    BlockMulticastWorld.Place place = ONE.place(context);
    takeAndLeave(place, place.subscriber());
  }

  /** H3: the last one that takes releases what was held. */
  static Scenario.Builder ends(String name, Weakening weakening) {
    Taker taker = new Taker(BlockMulticastSmallScenarios::take, weakening);
    return TWO.scenario(name, "Two take what is left after the end, and nothing stays.")
        .process("one", subscribe(TWO, 1, 3, taker))
        .process("other", subscribe(TWO, 2, 3, taker))
        .process(PUBLISHER, publishAndEnd(TWO, 1))
        .faults(Faults.NONE)
        .exhaustible()
        .atEnd("nothing is held", TWO::requireNothingHeld);
  }

  /** H1: two release what was held, and what the third one has not taken is not. */
  static Scenario.Builder endsForTheSlow(String name, Weakening weakening) {
    return THREE
        .scenario(name, "Two release what is left after the end, and then a slow one takes it.")
        .process("one", takeBeforeTheSlow(1, weakening))
        .process("other", takeBeforeTheSlow(2, weakening))
        .process(
            "slow",
            subscribe(THREE, 3, 6, new Taker(BlockMulticastSmallScenarios::takeSlowly, AS_IT_IS)))
        .process(PUBLISHER, publishAndEnd(THREE, 2))
        .faults(Faults.NONE)
        .exhaustible();
  }

  /** Takes all in its turn; then finds, as the other does, that it is the end. */
  private static Body takeBeforeTheSlow(long turn, Weakening weakening) {
    Taking taking =
        (place, subscriber) -> {
          takeTwo(place, subscriber);
          THREE.passTo(place.context, 4 + turn);
          THREE.awaitTurn(place.context, 7);
          place.takeAll(subscriber, 0);
          THREE.awaitTurn(place.context, 6 + turn);
          THREE.passTo(place.context, 7 + turn);
        };
    return subscribe(THREE, turn, 3 + turn, new Taker(taking, weakening));
  }

  private static void takeSlowly(BlockMulticastWorld.Place place, BlockSubscriber subscriber) {
    place.takeOne(subscriber);
    THREE.passTo(place.context, 7);
    THREE.awaitTurn(place.context, 9);
    place.takeOne(subscriber);
  }

  /** Nobody looks around: whoever sleeps is woken by the other side, or by its own patience. */
  private static Scenario.Builder blocked() {
    return small("blocked-small", "The publisher waits for room, and the subscriber for a block.")
        .process(
            SUBSCRIBER, subscribeFirst(new Taker(BlockMulticastSmallScenarios::takeTwo, AS_IT_IS)))
        .process(PUBLISHER, publishThen(ONE, SlowPolicy.BLOCK, 2, AS_IT_IS));
  }

  private static void takeTwo(BlockMulticastWorld.Place place, BlockSubscriber subscriber) {
    place.takeOne(subscriber);
    place.takeOne(subscriber);
  }

  private static Scenario.Builder dropped() {
    return small("dropped-small", "The publisher waits for room as long as it is patient.")
        .process(SUBSCRIBER, subscribeFirst(TAKER))
        .process(PUBLISHER, publishThen(ONE, SlowPolicy.dropAfter(1_000), 2, AS_IT_IS))
        .atEnd("nothing is held for the dropped", ONE::requireNothingHeldForTheDropped);
  }

  /** H1: what one has taken, and is replaced for the other, is held until both have it not. */
  private static Scenario.Builder conflated() {
    Taker taker = new Taker((place, subscriber) -> place.takeOne(subscriber), AS_IT_IS);
    return TWO.scenario("conflated-small", "A block is replaced for two, or taken at this moment.")
        .process("one", subscribe(TWO, 1, 3, taker))
        .process("other", subscribe(TWO, 2, 3, taker))
        .process(PUBLISHER, publishThen(TWO, SlowPolicy.CONFLATE, 2, AS_IT_IS))
        .faults(Faults.NONE)
        .exhaustible();
  }
}
