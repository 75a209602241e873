package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.BlockQueueWorld.DONE;
import static dev.sharelock.model.scenarios.BlockQueueWorld.PUT;
import static dev.sharelock.model.scenarios.BlockQueueWorld.SAID;
import static dev.sharelock.model.scenarios.BlockQueueWorld.blocks;
import static dev.sharelock.model.scenarios.BlockQueueWorld.put;
import static dev.sharelock.model.scenarios.BlockQueueWorld.take;
import static dev.sharelock.model.scenarios.BlockQueueWorld.takeSome;

import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.queue.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Queues of blocks, whose holders die; see also {@link BlockQueueSmallScenarios}. */
public final class BlockQueueScenarios implements ScenarioProvider {
  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        oneBlock(),
        manyBlocks(),
        producerKilled(),
        consumerKilled(),
        rivalKilled(),
        deliveredAgain(),
        recoverersCompete());
  }

  private static Scenario oneBlock() {
    return blocks("one", "A block goes from one process to another.")
        .process("producer", context -> put(context, 1))
        .process("consumer", context -> takeSome(context, Delivery.AT_MOST_ONCE))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  /** The producer can have one reference on the way, and waits for it to arrive. */
  private static Scenario manyBlocks() {
    return blocks("many", "More blocks than the producer can have on the way.")
        .process("producer", context -> put(context, 4))
        .process("one", context -> take(context, 2, Delivery.AT_MOST_ONCE))
        .process("other", context -> take(context, 2, Delivery.AT_LEAST_ONCE))
        .atEnd("all", end -> QueueWorld.requireAll(end, 4, "one", "other"))
        .faults(Faults.NONE)
        .build();
  }

  private static Scenario producerKilled() {
    return blocks("producer-killed", "A producer dies anywhere; a survivor recovers.")
        .process("producer", context -> put(context, 1))
        .afterDeathOf("producer", "survivor", BlockQueueWorld::recoverAndTake)
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd("what was put is there", end -> requireProcessed(end, QueueWorld.GOT, "survivor"))
        .exhaustible()
        .build();
  }

  private static void requireProcessed(EndState end, String label, String... processes) {
    List<Object> all = new ArrayList<>();
    for (String process : processes) {
      all.addAll(end.recorded(process, label));
    }
    if (end.killed("producer")) {
      end.require(
          all.containsAll(end.recorded("producer", PUT)),
          "put were " + end.recorded("producer", PUT) + ", taken were " + all);
    }
  }

  private static Scenario consumerKilled() {
    return blocks("consumer-killed", "A consumer dies anywhere; a survivor recovers.")
        .process("producer", context -> put(context, 1))
        .process("consumer", context -> takeSome(context, Delivery.AT_MOST_ONCE))
        .afterDeathOf("consumer", "survivor", BlockQueueWorld::recoverAndTake)
        .faults(Faults.NONE.killing(1, "consumer"))
        .exhaustible()
        .build();
  }

  private static Scenario rivalKilled() {
    return blocks("rival-killed", "Two want the same block and one of them dies anywhere.")
        .process("producer", context -> put(context, 1))
        .process("consumer", context -> takeSome(context, Delivery.AT_LEAST_ONCE))
        .process("rival", context -> takeSome(context, Delivery.AT_MOST_ONCE))
        .afterDeathOf("consumer", "survivor", BlockQueueWorld::recoverAndTake)
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd("not twice", BlockQueueWorld::requireOnceToTheLiving)
        .build();
  }

  /** Whoever dies before it has acknowledged has not worked: somebody else does. */
  private static Scenario deliveredAgain() {
    return blocks("delivered-again", "A consumer dies before it has done its work.")
        .process("producer", context -> put(context, 1))
        .process("consumer", context -> take(context, 1, Delivery.AT_LEAST_ONCE))
        .afterDeathOf("consumer", "survivor", BlockQueueWorld::recoverAndTake)
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd("worked on once at least", BlockQueueScenarios::requireWorked)
        .build();
  }

  /** The survivor had the block, or it is in the queue, or the victim was acknowledging it. */
  private static void requireWorked(EndState end) {
    int put = end.recorded("producer", PUT).size();
    boolean worked =
        !end.recorded("survivor", DONE).isEmpty() || !end.recorded("consumer", SAID).isEmpty();
    int left = BlockQueueWorld.sizeAfterRecovery(end);
    end.require(left + (worked ? 1 : 0) >= put, "nobody has worked on what was put");
  }

  private static Scenario recoverersCompete() {
    return blocks("recoverers-compete", "Two survivors recover from one dead producer.")
        .process("producer", context -> put(context, 1))
        .afterDeathOf("producer", "one", BlockQueueWorld::recoverAndTake)
        .afterDeathOf("producer", "other", BlockQueueWorld::recoverAndTake)
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd(
            "what was put is there", end -> requireProcessed(end, QueueWorld.GOT, "one", "other"))
        .build();
  }
}
