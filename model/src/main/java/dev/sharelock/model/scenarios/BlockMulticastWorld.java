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
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.PublisherManner;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueObserver;
import dev.sharelock.waiting.WaitPolicy;

/**
 * A multicast of blocks. Each block holds a number; whoever takes it must find that number, and
 * when all have left and a last one has recovered, the heap must be empty, whoever died.
 */
final class BlockMulticastWorld {
  static final long HEAP = AllocatorWorld.HEAP;
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 2, 4, 6, 4);
  private static final long BASE = HEAP + GEOMETRY.bytes() + 127 & -128;

  /** The number of somebody who is dead to all processes. */
  private static final long GHOST = 999;

  final MulticastLayout layout;
  private final WaitPolicy waits;
  private final long turn;

  BlockMulticastWorld(int places, int capacity, WaitPolicy waits) {
    this.waits = waits;
    this.layout = new MulticastLayout(BASE, places, capacity, MulticastLayout.BLOCKS);
    this.turn = BASE + layout.bytes();
  }

  Scenario.Builder scenario(String name, String about) {
    return Scenario.named("multicast.blocks-" + name)
        .about(about)
        .bytes(turn + Long.BYTES)
        .fields(names -> HeapFormat.describe(HEAP, GEOMETRY, names))
        .fields(names -> layout.describe("multicast", names))
        .fields(names -> names.word(turn, Long.BYTES, "turn"))
        .setUp((memory, environment) -> create(memory))
        .atEnd("everything comes back", this::requireNothingLost);
  }

  void create(SharedMemory memory) {
    HeapFormat.create(memory, HEAP, GEOMETRY, SoloWorld.GENERATION);
    MulticastFormat.create(memory, layout);
  }

  /** Somebody has subscribed, and is dead. */
  void createSubscribedByTheDead(SharedMemory memory) {
    create(memory);
    ParticipantContext ghost = AllocatorWorld.loner(memory, GHOST);
    Allocator allocator = Allocator.open(ghost, HEAP);
    BlockSubscriber.open(ghost, BASE, allocator, WaitPolicy.DEFAULT);
  }

  void awaitTurn(ProcessContext context, long wanted) {
    while (context.memory().getLongAcquire(turn) < wanted) {
      context.environment().spinHint();
    }
  }

  /** The same, unless the first process is dead. */
  void awaitTurnOrDeath(ProcessContext context, long wanted) {
    while (context.memory().getLongAcquire(turn) < wanted && context.participants().isAlive(1)) {
      context.environment().spinHint();
    }
  }

  boolean hasPassed(ProcessContext context, long wanted) {
    return context.memory().getLongAcquire(turn) >= wanted;
  }

  boolean isEnded(ProcessContext context) {
    return context.memory().getLongVolatile(layout.ended()) != 0;
  }

  void passTo(ProcessContext context, long next) {
    context.memory().setLongRelease(turn, next);
  }

  private BlockQueue held(ParticipantContext participant, Allocator allocator) {
    return BlockQueue.open(participant, layout.held().base(), allocator, Delivery.AT_MOST_ONCE);
  }

  /** One process, with a heap handle of its own. */
  final class Place {
    final ProcessContext context;
    final ParticipantContext participant;
    final Allocator allocator;

    Place(ProcessContext context, Weakening weakening) {
      this.context = context;
      this.participant =
          new ParticipantContext(
              weakening.of(context.memory()), context.environment(), context.participants());
      this.allocator = Allocator.open(participant, HEAP);
    }

    BlockPublisher publisher(SlowPolicy policy) {
      PublisherManner manner = new PublisherManner(policy, waits);
      return BlockPublisher.open(participant, BASE, allocator, manner);
    }

    BlockSubscriber subscriber() {
      return BlockSubscriber.open(participant, BASE, allocator, waits);
    }

    /** A block with a number. */
    long block(long number) {
      long id = allocator.allocate(64);
      context.memory().writeLong(allocator.offset(id), number);
      return id;
    }

    void publish(BlockPublisher publisher, long number, long timeoutNanos) {
      long id = block(number);
      requireDone("publish", publisher.publish(id, timeoutNanos));
      context.record(MulticastWorld.PUT, number);
    }

    void takeOne(BlockSubscriber subscriber) {
      requireDone("take", subscriber.take(Deadline.NEVER));
      allocator.release(subscriber.block());
    }

    /** Takes until something else comes than a block; returns what. */
    Outcome takeAll(BlockSubscriber subscriber, long timeoutNanos) {
      Outcome outcome = subscriber.take(timeoutNanos);
      while (outcome == Outcome.DONE) {
        long id = subscriber.block();
        context.record(MulticastWorld.GOT, numberOf(id));
        allocator.release(id);
        outcome = subscriber.take(timeoutNanos);
      }
      context.require(outcome != Outcome.CORRUPT, "a block is gone before it was taken");
      context.record(MulticastWorld.ENDED, outcome);
      return outcome;
    }

    /** The blocks that are on the way. */
    BlockQueue held() {
      return BlockMulticastWorld.this.held(participant, allocator);
    }

    void requireDone(String what, Outcome outcome) {
      context.require(outcome == Outcome.DONE, what + " ended with " + outcome);
    }

    long numberOf(long id) {
      return context.memory().readLong(allocator.offset(id));
    }
  }

  Place place(ProcessContext context) {
    return new Place(context, MulticastWorld.AS_IT_IS);
  }

  /** G1, H1: what is lost cannot be found by anybody, and what is doubled makes the heap wrong. */
  private void requireNothingLost(EndState end) {
    requireLeft(end, true);
  }

  /** H3: nobody has to come after the end. */
  void requireNothingHeld(EndState end) {
    requireLeft(end, false);
  }

  /** H3: nobody waits for it any more. */
  void requireNothingHeldForTheDropped(EndState end) {
    boolean dropped = end.memory().getLongOpaque(layout.active(0)) == 0;
    end.require(!dropped || held(end) == 0, "blocks are held for who was dropped: " + held(end));
  }

  /** H3: the block that was published last may stay until the next publish, and one before it. */
  void requireOnlyNewestHeld(EndState end) {
    end.require(held(end) <= 1 + layout.capacity(), "blocks are held for nobody: " + held(end));
  }

  private long held(EndState end) {
    return QueueObserver.of(end.memory(), layout.held().base()).look(user -> true).size();
  }

  private void requireLeft(EndState end, boolean dropping) {
    SharedMemory memory = AllocatorWorld.copyOf(end.memory());
    ParticipantContext last = AllocatorWorld.lastOf(memory);
    Allocator allocator = Allocator.open(last, HEAP);
    BlockQueue held = held(last, allocator);
    held.recover();
    if (dropping) {
      held.drop(100);
    }
    allocator.recover();
    allocator.trim();
    HeapCheck check = allocator.verify();
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
    end.require(check.allocatedBlocks() == 0, "blocks are lost: " + check);
  }
}
