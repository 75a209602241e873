package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.waiting.WaitPolicy;
import java.util.stream.Stream;

/**
 * Publishers and subscribers are evicted anywhere, with blocks in hand, and run on as zombies:
 * nobody waits for them, what they have stays theirs, and what they leave is for the next.
 */
public final class BlockMulticastZombieScenarios implements ScenarioProvider {
  private static final BlockMulticastWorld WORLD =
      new BlockMulticastWorld(1, 1, WaitPolicy.DEFAULT);

  /** The turn that comes when the zombie has taken a block, or was refused. */
  private static final long TAKEN = 3;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(publishes(), subscribes());
  }

  private static Scenario.Builder evicting(String name, String about) {
    return WORLD
        .scenario("zombie-" + name, about)
        .faults(Faults.NONE)
        .evictions(1, Zombies.ZOMBIE)
        .exhaustible();
  }

  /** Z5: what is refused stays with the caller; and its role is free when it has closed. */
  private static Scenario publishes() {
    return evicting("publishes", "The publisher of blocks is evicted and leaves; another goes on.")
        .process("subscriber", BlockMulticastZombieScenarios::takeAndSucceed)
        .process(
            Zombies.ZOMBIE,
            context -> {
              WORLD.awaitTurn(context, 1);
              Zombies.unlessRefused(context, () -> publishUntilRefused(WORLD.place(context)));
              WORLD.passTo(context, 2);
            })
        .atEnd(
            "newest", end -> MulticastWorld.requireNewestTaken(end, "subscriber", Zombies.ZOMBIE))
        .build();
  }

  private static void publishUntilRefused(BlockMulticastWorld.Place place) {
    BlockPublisher publisher = place.publisher(SlowPolicy.CONFLATE);
    try {
      Outcome outcome = Outcome.DONE;
      for (long number = 1; number <= 2 && outcome == Outcome.DONE; number++) {
        long id = place.block(number);
        outcome = publisher.publish(id, 0);
        if (Zombies.isDone(place.context, outcome)) {
          place.context.record(MulticastWorld.PUT, number);
        } else {
          place.allocator.release(id);
        }
      }
    } finally {
      leave(place.context, publisher::close);
    }
  }

  /** To leave is to give back. */
  private static void leave(ProcessContext context, Runnable closing) {
    try {
      closing.run();
    } catch (SharelockException e) {
      context.require(false, "leaving was refused: " + e.getMessage());
    }
  }

  private static void takeAndSucceed(ProcessContext context) {
    BlockMulticastWorld.Place place = WORLD.place(context);
    BlockSubscriber subscriber = place.subscriber();
    WORLD.passTo(context, 1);
    place.takeAll(subscriber, 0);
    WORLD.awaitTurn(context, 2);
    place.takeAll(subscriber, 0);
    BlockPublisher heir = place.publisher(SlowPolicy.BLOCK);
    place.publish(heir, 11, 0);
    place.takeAll(subscriber, 0);
  }

  /** Z4, H1: the publisher goes on, and the block in the hand of the evicted one stays as it is. */
  private static Scenario subscribes() {
    return evicting("subscribes", "A subscriber is evicted with a block; the publisher goes on.")
        .process(
            Zombies.ZOMBIE,
            context -> {
              Zombies.unlessRefused(context, () -> takeOne(context));
              if (!WORLD.hasPassed(context, TAKEN)) {
                WORLD.passTo(context, TAKEN);
              }
            })
        .process("publisher", BlockMulticastZombieScenarios::publishWhoeverTakes)
        .build();
  }

  /** Whoever is evicted leaves when the others have done all. */
  private static void takeOne(ProcessContext context) {
    BlockMulticastWorld.Place place = WORLD.place(context);
    BlockSubscriber subscriber = place.subscriber();
    WORLD.passTo(context, 1);
    WORLD.awaitTurn(context, 2);
    boolean taken = Zombies.isDone(context, subscriber.take(0));
    WORLD.passTo(context, TAKEN);
    if (context.participants().isSelfEvicted()) {
      WORLD.awaitTurn(context, TAKEN + 1);
    }
    if (taken) {
      boolean same = place.numberOf(subscriber.block()) == 1;
      context.require(same, "a block changed in somebody's hand");
      place.allocator.release(subscriber.block());
    }
    leave(context, subscriber::close);
  }

  private static void publishWhoeverTakes(ProcessContext context) {
    WORLD.awaitTurn(context, 1);
    BlockMulticastWorld.Place place = WORLD.place(context);
    BlockPublisher publisher = place.publisher(SlowPolicy.BLOCK);
    place.publish(publisher, 1, Deadline.NEVER);
    if (!WORLD.hasPassed(context, TAKEN)) {
      WORLD.passTo(context, 2);
    }
    WORLD.awaitTurn(context, TAKEN);
    place.publish(publisher, 2, Deadline.NEVER);
    place.publish(publisher, 3, Deadline.NEVER);
    publisher.end();
    WORLD.passTo(context, TAKEN + 1);
  }
}
