package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.ContextWithMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.Remainder;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Participants that are evicted anywhere in an operation at a queue of blocks, go on, and close
 * their handles: nothing is lost, and nobody gets a block twice.
 */
public final class BlockQueueZombieScenarios implements ScenarioProvider {
  private static final String SURVIVOR = "survivor";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        zombie("puts", "puts a block", body(Delivery.AT_MOST_ONCE, place -> place.put(1)))
            .process(SURVIVOR, BlockQueueWorld::recoverAndTake)
            .atEnd("what was put is there", BlockQueueZombieScenarios::requireWhatWasPut)
            .build(),
        zombie("has-no-room", "waits for room", body(Delivery.AT_MOST_ONCE, this::putIfRoom))
            .setUp(BlockQueueSmallScenarios::createFull)
            .process(SURVIVOR, context -> BlockQueueWorld.Place.take(context).next(0))
            .build(),
        recovers(),
        takes("takes", Delivery.AT_MOST_ONCE),
        takes("takes-and-works", Delivery.AT_LEAST_ONCE));
  }

  private static Scenario.Builder zombie(String name, String what, Body body) {
    return BlockQueueWorld.blocks(
            "zombie-" + name, "A participant is evicted while it " + what + ", and goes on.")
        .process(Zombies.ZOMBIE, body)
        .faults(Faults.NONE)
        .evictions(1, Zombies.ZOMBIE)
        .exhaustible();
  }

  /** Whoever is refused closes its handles, which gives back what it has. */
  private static Body body(Delivery delivery, Consumer<BlockQueueWorld.Place> action) {
    return Zombies.leaving(
        context -> {
          try (Allocator allocator = AllocatorWorld.open(context);
              BlockQueue queue =
                  BlockQueue.open(
                      context.participant(), BlockQueueWorld.QUEUE.base(), allocator, delivery)) {
            action.accept(new BlockQueueWorld.Place(context, allocator, queue));
          }
        });
  }

  private static Scenario takes(String name, Delivery delivery) {
    return zombie(name, "takes a block", body(delivery, BlockQueueZombieScenarios::takeAll))
        .setUp(BlockQueueSmallScenarios::createWithBlock)
        .process(SURVIVOR, BlockQueueWorld::recoverAndTake)
        .atEnd("once", BlockQueueZombieScenarios::requireOnce)
        .build();
  }

  /** Z4: whoever waits for a recovery that does not come to an end is told. */
  private static Scenario recovers() {
    return zombie(
            "recovers",
            "recovers the queue",
            context -> {
              SharedMemory slow = new SlowRecovery(context);
              Zombies.unlessRefused(
                  context, () -> open(new ContextWithMemory(context, slow)).queue().recover());
            })
        .setUp(BlockQueueSmallScenarios::leaveTaken)
        .process(
            SURVIVOR,
            context -> {
              BlockQueueWorld.Place place = open(context);
              Outcome outcome = place.queue().awaitSettled(Remainder.TAKEN, Deadline.NEVER);
              boolean expected = outcome == Outcome.DONE || outcome == Outcome.PEER_EVICTED;
              context.require(expected, "recovery ended with " + outcome);
              context.memory().setLongRelease(AllocatorWorld.SIGNAL, 1);
              place.drain();
            })
        .atEnd("once", BlockQueueZombieScenarios::requireOnce)
        .build();
  }

  private static BlockQueueWorld.Place open(ProcessContext context) {
    return BlockQueueWorld.Place.take(context, Delivery.AT_MOST_ONCE);
  }

  /** Stops as soon as it has the role of the recoverer, until it is told to go on. */
  private static final class SlowRecovery extends MemoryDecorator {
    private final ProcessContext context;
    private final long recoverer;

    SlowRecovery(ProcessContext context) {
      super(context.memory());
      this.context = context;
      this.recoverer = BlockQueueWorld.word("queue.recoverer");
    }

    @Override
    protected long compareAndExchange(
        long at, int bytes, AccessMode mode, long expected, long value) {
      long found = super.compareAndExchange(at, bytes, mode, expected, value);
      if (at == recoverer && found == expected) {
        Zombies.awaitSignal(context);
      }
      return found;
    }
  }

  /** Whoever is told while it waits has its reference again, and returns it. */
  private void putIfRoom(BlockQueueWorld.Place place) {
    long id = place.allocator().allocate(64);
    if (!Zombies.isDone(place.context(), place.queue().enqueue(id))) {
      place.allocator().release(id);
    }
  }

  private static void takeAll(BlockQueueWorld.Place place) {
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = place.next(0);
    }
    if (outcome != Outcome.WOULD_BLOCK) {
      Zombies.isDone(place.context(), outcome);
    }
  }

  private static void requireWhatWasPut(EndState end) {
    int put = end.recorded(Zombies.ZOMBIE, BlockQueueWorld.PUT).size();
    int got = end.recorded(SURVIVOR, QueueWorld.GOT).size();
    end.require(got + BlockQueueWorld.sizeAfterRecovery(end) >= put, "what was put is lost");
  }

  /** The block was worked on once, or is in the queue. */
  private static void requireOnce(EndState end) {
    int left = BlockQueueWorld.sizeAfterRecovery(end);
    int done =
        end.recorded(Zombies.ZOMBIE, BlockQueueWorld.DONE).size()
            + end.recorded(SURVIVOR, BlockQueueWorld.DONE).size();
    end.require(left + done == 1, "in the queue " + left + ", worked on " + done + " times");
  }
}
