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
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;

/**
 * What the scenarios of queues of blocks have in common. At the end of each, when a last
 * participant has recovered and taken what is left, the heap must be empty: no reference is lost,
 * whoever died.
 */
final class BlockQueueWorld {
  static final long HEAP = AllocatorWorld.HEAP;
  static final HeapGeometry GEOMETRY = new HeapGeometry(64, 2, 2, 5, 1);
  static final QueueLayout QUEUE =
      new QueueLayout(HEAP + GEOMETRY.bytes() + 127 & -128, 2, 5, BlockQueue.WORDS);
  static final String PUT = "put";
  static final String DONE = "done";
  static final String SAID = "about to acknowledge";

  private BlockQueueWorld() {}

  static Scenario.Builder blocks(String name, String about) {
    return Scenario.named("queue.blocks-" + name)
        .about(about)
        .bytes(QUEUE.base() + QUEUE.bytes())
        .fields(names -> HeapFormat.describe(HEAP, GEOMETRY, names))
        .fields(names -> QUEUE.describe("queue", names))
        .setUp((memory, environment) -> create(memory))
        .atEnd("everything comes back", BlockQueueWorld::requireNothingLost);
  }

  /** Where a field is. */
  static long word(String name) {
    return Weakened.offsets(
            blocks("any", "any").process("any", context -> {}).build(), name::equals)
        .first();
  }

  static void create(SharedMemory memory) {
    HeapFormat.create(memory, HEAP, GEOMETRY, SoloWorld.GENERATION);
    QueueFormat.create(memory, QUEUE);
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
  record Place(ProcessContext context, Allocator allocator, BlockQueue queue) {
    static Place take(ProcessContext context, Delivery delivery) {
      Allocator allocator = Allocator.open(context.participant(), HEAP);
      return new Place(
          context,
          allocator,
          BlockQueue.open(context.participant(), QUEUE.base(), allocator, delivery));
    }

    static Place take(ProcessContext context) {
      return take(context, Delivery.AT_MOST_ONCE);
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

  static void put(ProcessContext context, int count) {
    Place place = Place.take(context);
    for (long number = 1; number <= count; number++) {
      place.put(number);
    }
  }

  static void take(ProcessContext context, int count, Delivery delivery) {
    Place place = Place.take(context, delivery);
    for (int i = 0; i < count; i++) {
      Outcome outcome = place.next(Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "dequeue ended with " + outcome);
    }
  }

  /** Takes what is there now. */
  static void takeSome(ProcessContext context, Delivery delivery) {
    Place.take(context, delivery).drain();
  }

  static void recoverAndTake(ProcessContext context) {
    Place place = Place.take(context);
    place.queue().recover();
    place.drain();
  }

  /** How many blocks are in the queue when a last participant has recovered. */
  static int sizeAfterRecovery(EndState end) {
    ParticipantContext last = AllocatorWorld.lastOf(AllocatorWorld.copyOf(end.memory()));
    Allocator allocator = Allocator.open(last, HEAP);
    BlockQueue queue = BlockQueue.open(last, QUEUE.base(), allocator, Delivery.AT_MOST_ONCE);
    queue.recover();
    return queue.size();
  }

  /** Two participants that live have not worked on the only block. */
  static void requireOnceToTheLiving(EndState end) {
    int done = end.recorded("rival", DONE).size() + end.recorded("survivor", DONE).size();
    end.require(done <= 1, "two participants have worked on one block");
  }
}
