package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Queues of blocks. At the end of each, when a last participant has recovered and taken what is
 * left, the heap must be empty: no reference is lost, whoever died.
 */
public final class BlockQueueScenarios implements ScenarioProvider {
  private static final long HEAP = AllocatorWorld.HEAP;
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 2, 2, 4, 1);
  private static final QueueLayout QUEUE =
      new QueueLayout(HEAP + GEOMETRY.bytes() + 127 & -128, 2, 4, BlockQueue.WORDS);
  private static final String PUT = "put";
  private static final String DONE = "done";
  private static final String SAID = "about to acknowledge";

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

  private static Scenario.Builder blocks(String name, String about) {
    return Scenario.named("queue.blocks-" + name)
        .about(about)
        .bytes(QUEUE.base() + QUEUE.bytes())
        .fields(names -> HeapFormat.describe(HEAP, GEOMETRY, names))
        .fields(names -> QUEUE.describe("queue", names))
        .setUp(
            (memory, environment) -> {
              HeapFormat.create(memory, HEAP, GEOMETRY, 6);
              QueueFormat.create(memory, QUEUE);
            })
        .atEnd("everything comes back", BlockQueueScenarios::requireNothingLost);
  }

  private static void requireNothingLost(EndState end) {
    SharedMemory memory = AllocatorWorld.copyOf(end.memory());
    ParticipantContext last = AllocatorWorld.lastOf(memory);
    Allocator allocator = Allocator.open(last, HEAP);
    BlockQueue queue = BlockQueue.open(last, QUEUE.base(), allocator, Delivery.AT_MOST_ONCE);
    queue.recover();
    queue.drop(100);
    allocator.recover();
    allocator.trim();
    HeapCheck check = allocator.verify();
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
    end.require(check.allocatedBlocks() == 0, "blocks are lost: " + check);
    end.require(check.holders() == 1, "holders are lost: " + check);
  }

  /** A process at the queue, with its allocator. */
  private record Place(ProcessContext context, Allocator allocator, BlockQueue queue) {
    static Place take(ProcessContext context, Delivery delivery) {
      Allocator allocator = Allocator.open(context.participant(), HEAP);
      return new Place(
          context,
          allocator,
          BlockQueue.open(context.participant(), QUEUE.base(), allocator, delivery));
    }

    void put(long number) {
      long id = allocator.allocate(64);
      context.memory().writeLong(allocator.offset(id), number);
      Outcome outcome = queue.enqueue(id);
      context.require(outcome == Outcome.DONE, "enqueue ended with " + outcome);
      context.record(PUT, number);
    }

    Outcome next(long timeoutNanos) {
      Outcome outcome = queue.dequeue(timeoutNanos);
      if (outcome == Outcome.DONE) {
        long id = queue.block();
        long number = context.memory().readLong(allocator.offset(id));
        context.record(QueueWorld.GOT, number);
        context.memory().getLongOpaque(QUEUE.format()); // a moment to die in
        context.record(SAID, number);
        queue.acknowledge();
        context.record(DONE, number);
        allocator.release(id);
      }
      return outcome;
    }

    void drain() {
      Outcome outcome = Outcome.DONE;
      while (outcome == Outcome.DONE) {
        outcome = next(0);
      }
      context.require(outcome == Outcome.WOULD_BLOCK, "dequeue ended with " + outcome);
    }
  }

  private static void put(ProcessContext context, int count) {
    Place place = Place.take(context, Delivery.AT_MOST_ONCE);
    for (long number = 1; number <= count; number++) {
      place.put(number);
    }
  }

  private static void take(ProcessContext context, int count, Delivery delivery) {
    Place place = Place.take(context, delivery);
    for (int i = 0; i < count; i++) {
      Outcome outcome = place.next(Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "dequeue ended with " + outcome);
    }
  }

  /** Takes what is there now. */
  private static void takeSome(ProcessContext context, Delivery delivery) {
    Place.take(context, delivery).drain();
  }

  private static void recoverAndTake(ProcessContext context) {
    Place place = Place.take(context, Delivery.AT_MOST_ONCE);
    place.queue().recover();
    place.drain();
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
        .afterDeathOf("producer", "survivor", BlockQueueScenarios::recoverAndTake)
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
        .afterDeathOf("consumer", "survivor", BlockQueueScenarios::recoverAndTake)
        .faults(Faults.NONE.killing(1, "consumer"))
        .exhaustible()
        .build();
  }

  private static Scenario rivalKilled() {
    return blocks("rival-killed", "Two want the same block and one of them dies anywhere.")
        .process("producer", context -> put(context, 1))
        .process("consumer", context -> takeSome(context, Delivery.AT_LEAST_ONCE))
        .process("rival", context -> takeSome(context, Delivery.AT_MOST_ONCE))
        .afterDeathOf("consumer", "survivor", BlockQueueScenarios::recoverAndTake)
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd(
            "not twice to the living",
            end ->
                end.require(
                    end.recorded("rival", DONE).size() + end.recorded("survivor", DONE).size() <= 1,
                    "two participants have worked on one block"))
        .build();
  }

  /** Whoever dies before it has acknowledged has not worked: somebody else does. */
  private static Scenario deliveredAgain() {
    return blocks("delivered-again", "A consumer dies before it has done its work.")
        .process("producer", context -> put(context, 1))
        .process("consumer", context -> take(context, 1, Delivery.AT_LEAST_ONCE))
        .afterDeathOf("consumer", "survivor", BlockQueueScenarios::recoverAndTake)
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd("worked on once at least", BlockQueueScenarios::requireWorked)
        .build();
  }

  /** The survivor had the block, or it is in the queue, or the victim was acknowledging it. */
  private static void requireWorked(EndState end) {
    SharedMemory memory = AllocatorWorld.copyOf(end.memory());
    ParticipantContext last = AllocatorWorld.lastOf(memory);
    Allocator allocator = Allocator.open(last, HEAP);
    BlockQueue queue = BlockQueue.open(last, QUEUE.base(), allocator, Delivery.AT_MOST_ONCE);
    queue.recover();
    int put = end.recorded("producer", PUT).size();
    boolean worked =
        !end.recorded("survivor", DONE).isEmpty() || !end.recorded("consumer", SAID).isEmpty();
    end.require(queue.size() + (worked ? 1 : 0) >= put, "nobody has worked on what was put");
  }

  private static Scenario recoverersCompete() {
    return blocks("recoverers-compete", "Two survivors recover from one dead producer.")
        .process("producer", context -> put(context, 1))
        .afterDeathOf("producer", "one", BlockQueueScenarios::recoverAndTake)
        .afterDeathOf("producer", "other", BlockQueueScenarios::recoverAndTake)
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd(
            "what was put is there", end -> requireProcessed(end, QueueWorld.GOT, "one", "other"))
        .build();
  }
}
