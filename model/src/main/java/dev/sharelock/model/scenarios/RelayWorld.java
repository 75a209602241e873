package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeFormat;
import dev.sharelock.pipe.PipeLayout;
import dev.sharelock.pipe.Relay;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueLayout;
import dev.sharelock.queue.QueueObserver;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Two or three queues of blocks in a row over one heap, and what must hold at the end. */
final class RelayWorld {
  static final long HEAP = AllocatorWorld.HEAP;
  static final String GOT = QueueWorld.GOT;
  private static final String ENDED = "ended";

  /** Who has filled the first queue, and is gone. */
  private static final int SENDER = 500;

  private final HeapGeometry geometry;
  private final List<PipeLayout> pipes = new ArrayList<>();
  private final List<QueueLayout> queues = new ArrayList<>();
  private final int blocks;

  /** A row of queues, of which the first is full of blocks that are numbered from 1. */
  RelayWorld(int... capacities) {
    this.blocks = capacities[0];
    this.geometry = new HeapGeometry(64, 2, 2, 3 * capacities.length, blocks);
    long base = HEAP + geometry.bytes() + 127 & -128;
    for (int capacity : capacities) {
      PipeLayout pipe = PipeLayout.of(base, capacity, 2 * capacities.length, BlockQueue.WORDS);
      pipes.add(pipe);
      queues.add(pipe.queue());
      base = base + pipe.bytes() + 127 & -128;
    }
  }

  /** A word that says whose turn it is to begin. */
  private long turn() {
    return queues.getLast().base() + queues.getLast().bytes();
  }

  QueueLayout queue(int index) {
    return queues.get(index);
  }

  /** A scenario in which some of the processes take blocks from the last queue. */
  Scenario.Builder scenario(String name, String about, String... takers) {
    Scenario.Builder builder =
        Scenario.named("relay." + name)
            .about(about)
            .bytes(turn() + Long.BYTES)
            .fields(names -> names.word(turn(), Long.BYTES, "turn"))
            .fields(names -> HeapFormat.describe(HEAP, geometry, names))
            .setUp(this::fill)
            .atEnd("each is there once", end -> requireEachOnce(end, takers));
    for (int i = 0; i < pipes.size(); i++) {
      PipeLayout layout = pipes.get(i);
      String prefix = "pipe" + i;
      builder.fields(names -> layout.describe(prefix, names));
    }
    return builder;
  }

  /** As {@link #fill}, and the stream ends after them. */
  void fillAndEnd(SharedMemory memory, Environment environment) {
    fill(memory, environment);
    ParticipantContext closer = AllocatorWorld.loner(memory, SENDER);
    Allocator allocator = Allocator.open(closer, HEAP);
    try (BlockQueue first = open(0, closer, allocator)) {
      first.closeQueue();
    }
  }

  /** As {@link #fillAndEnd}, and as many of the blocks have been passed on as there is room for. */
  void fillAndEndFull(SharedMemory memory, Environment environment) {
    fillAndEnd(memory, environment);
    ParticipantContext relay = AllocatorWorld.loner(memory, SENDER + 1);
    Allocator allocator = Allocator.open(relay, HEAP);
    try (BlockQueue first = open(0, relay, allocator);
        BlockQueue next = open(1, relay, allocator)) {
      while (!next.isFull()) {
        first.tryDequeue();
        first.passTo(next, 0);
      }
    }
  }

  /** Whoever has put the blocks has left since; the references on the way stay. */
  void fill(SharedMemory memory, Environment environment) {
    HeapFormat.create(memory, HEAP, geometry, SoloWorld.GENERATION);
    pipes.forEach(layout -> PipeFormat.create(memory, layout));
    ParticipantContext sender = AllocatorWorld.loner(memory, SENDER);
    Allocator allocator = Allocator.open(sender, HEAP);
    try (BlockQueue first =
        BlockQueue.open(sender, queue(0).base(), allocator, Delivery.AT_MOST_ONCE)) {
      for (long number = 1; number <= blocks; number++) {
        long id = allocator.allocate(64);
        memory.writeLong(allocator.offset(id), number);
        first.tryEnqueue(id);
      }
    }
  }

  BlockQueue open(int index, ParticipantContext participant, Allocator allocator) {
    return BlockQueue.open(participant, queue(index).base(), allocator, Delivery.AT_LEAST_ONCE);
  }

  /** Each block was taken from the last queue, or can be taken from one of them, but not twice. */
  private void requireEachOnce(EndState end, String... takers) {
    SharedMemory memory = AllocatorWorld.copyOf(end.memory());
    ParticipantContext last = AllocatorWorld.lastOf(memory);
    Allocator allocator = Allocator.open(last, HEAP);
    List<Long> all = new ArrayList<>();
    for (String process : takers) {
      end.recorded(process, GOT).forEach(number -> all.add((Long) number));
    }
    for (QueueLayout layout : queues) {
      BlockQueue queue = BlockQueue.open(last, layout.base(), allocator, Delivery.AT_MOST_ONCE);
      int pending = queue.recover().pending();
      end.require(pending == 0, "seats stay unsettled: " + pending);
      Outcome outcome = queue.tryDequeue();
      while (outcome == Outcome.DONE) {
        all.add(memory.readLong(allocator.offset(queue.block())));
        allocator.release(queue.block());
        outcome = queue.tryDequeue();
      }
      end.require(outcome == Outcome.WOULD_BLOCK || outcome == Outcome.CLOSED, "ends " + outcome);
    }
    Collections.sort(all);
    List<Long> put = LongStream.rangeClosed(1, blocks).boxed().toList();
    end.require(all.equals(put), "put were " + put + ", found were " + all);
    allocator.recover();
    allocator.trim();
    HeapCheck check = allocator.verify();
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
    end.require(check.allocatedBlocks() == 0, "blocks are lost: " + check);
  }

  /** If the end was passed on, the stream arrived as a whole: all blocks, and then the end. */
  void requireEnd(EndState end, String... processes) {
    boolean ended = false;
    for (String process : processes) {
      ended |= !end.recorded(process, ENDED).isEmpty();
    }
    SharedMemory memory = AllocatorWorld.copyOf(end.memory());
    ParticipantContext last = AllocatorWorld.lastOf(memory);
    Allocator allocator = Allocator.open(last, HEAP);
    try (BlockQueue arrived = open(queues.size() - 1, last, allocator)) {
      int there = 0;
      Outcome outcome = arrived.tryDequeue();
      while (outcome == Outcome.DONE) {
        there++;
        outcome = arrived.tryDequeue();
      }
      end.require(ended == (outcome == Outcome.CLOSED), "last queue ends with " + outcome);
      end.require(!ended || there == blocks, "blocks there: " + there + " of " + blocks);
    }
  }

  /** A process at all queues. */
  final class Place {
    final ProcessContext context;
    final Allocator allocator;
    final List<BlockQueue> rows = new ArrayList<>();
    private BlockQueue inHand;

    Place(ProcessContext context, Weakening weakening) {
      this.context = context;
      ParticipantContext own =
          new ParticipantContext(
              weakening.of(context.memory()), context.environment(), context.participants());
      this.allocator = Allocator.open(own, HEAP);
      for (QueueLayout layout : queues) {
        rows.add(BlockQueue.open(own, layout.base(), allocator, Delivery.AT_LEAST_ONCE));
      }
    }

    Place recover() {
      rows.forEach(BlockQueue::recover);
      return this;
    }

    Place recover(int row) {
      rows.get(row).recover();
      return this;
    }

    /** Takes a block, if there is one, and does something while it has that in hand. */
    void hold(int from, Runnable meanwhile) {
      if (rows.get(from).tryDequeue() == Outcome.DONE) {
        inHand = rows.get(from);
        meanwhile.run();
      }
    }

    /** Gives back what it has in hand, and leaves all queues and the heap. */
    void leave() {
      if (inHand != null) {
        inHand.giveBack();
      }
      rows.forEach(BlockQueue::close);
      allocator.close();
    }

    /** Passes on what there is. */
    Place passAll(int from) {
      Outcome outcome = rows.get(from).tryDequeue();
      while (outcome == Outcome.DONE) {
        inHand = rows.get(from);
        Outcome passed = inHand.passTo(rows.get(from + 1), 0);
        inHand = null;
        if (passed != Outcome.DONE) {
          context.require(passed == Outcome.WOULD_BLOCK, "pass ended with " + passed);
          return giveBack(from);
        }
        outcome = rows.get(from).tryDequeue();
      }
      return this;
    }

    /** Takes what there is from the end of the row, and says so when it is its own. */
    void takeAll() {
      take(0);
    }

    /** Takes a block from the first queue, if there is one. */
    boolean hold() {
      return rows.getFirst().tryDequeue() == Outcome.DONE;
    }

    /** Returns the block that is held. */
    Place giveBack(int from) {
      context.require(rows.get(from).giveBack() == Outcome.DONE, "cannot give back");
      return this;
    }

    /** Passes on the block that is held. */
    Place passHeld() {
      Outcome outcome = rows.getFirst().passTo(rows.get(1), 0);
      context.require(outcome == Outcome.DONE, "pass ended with " + outcome);
      return this;
    }

    /** Passes the end of the stream on, if it is time for that. */
    Place passEnd() {
      Outcome outcome = rows.getFirst().passEndTo(rows.get(1), 0);
      if (outcome == Outcome.CLOSED) {
        context.record(ENDED, true);
      } else {
        context.require(
            outcome == Outcome.DONE || outcome == Outcome.WOULD_BLOCK, "end ended with " + outcome);
      }
      return this;
    }

    private Outcome take(long timeoutNanos) {
      BlockQueue last = rows.getLast();
      Outcome outcome = last.dequeue(timeoutNanos);
      while (outcome == Outcome.DONE) {
        long number = context.memory().readLong(allocator.offset(last.block()));
        last.acknowledge();
        context.record(GOT, number);
        allocator.release(last.block());
        outcome = last.dequeue(timeoutNanos);
      }
      return outcome;
    }
  }

  /** Passes on from one pipe to the next until the stream ends. */
  void relay(ProcessContext context, int from) {
    Outcome outcome = runRelay(context, from);
    context.require(outcome == Outcome.CLOSED, "relay ended with " + outcome);
  }

  /** Passes on from one pipe to the next as long as it can. */
  Outcome runRelay(ProcessContext context, int from) {
    try (Relay relay = openRelay(context, from)) {
      return relay.run(id -> {});
    }
  }

  /** Passes on one block from one pipe to the next, if there is one. */
  void relayOne(ProcessContext context, int from) {
    ParticipantContext own = context.participant();
    long there = QueueObserver.of(own.memory(), queue(from).base()).look(user -> true).size();
    try (Relay relay = openRelay(context, from)) {
      Outcome outcome = relay.pass(0);
      boolean expected = outcome == Outcome.DONE || there == 0 && outcome == Outcome.WOULD_BLOCK;
      context.require(expected, "pass of one out of " + there + " ended with " + outcome);
    }
  }

  private Relay openRelay(ProcessContext context, int from) {
    ParticipantContext own = context.participant();
    PipeClient source = PipeClient.open(own, pipes.get(from).base(), WaitPolicy.DEFAULT);
    PipeClient target = PipeClient.open(own, pipes.get(from + 1).base(), WaitPolicy.DEFAULT);
    return Relay.open(own, Allocator.open(own, HEAP), source, target);
  }

  /** Takes from the last pipe until the stream ends. */
  void take(ProcessContext context) {
    Place place = place(context);
    Outcome outcome = place.take(Deadline.NEVER);
    context.require(outcome == Outcome.CLOSED, "dequeue ended with " + outcome);
  }

  /** Recovers the last pipe, and knows nothing of the others. */
  void recoverLast(ProcessContext context) {
    ParticipantContext own = context.participant();
    open(queues.size() - 1, own, Allocator.open(own, HEAP)).recover();
  }

  /** Takes one block from the last pipe, if there is one, and knows nothing of the others. */
  void takeOne(ProcessContext context) {
    ParticipantContext own = context.participant();
    Allocator allocator = Allocator.open(own, HEAP);
    BlockQueue last = open(queues.size() - 1, own, allocator);
    if (last.tryDequeue() == Outcome.DONE) {
      context.record(GOT, own.memory().readLong(allocator.offset(last.block())));
      last.acknowledge();
      allocator.release(last.block());
    }
  }

  Place place(ProcessContext context) {
    return new Place(context, memory -> memory);
  }

  /** Opens the queues when those named before have done so. */
  Place placeInTurn(ProcessContext context, Weakening weakening) {
    Turns.await(context, turn());
    Place place = new Place(context, weakening);
    Turns.pass(context, turn());
    return place;
  }

  /** The same; what is done if there is a block to hold comes after the turn. */
  void holdInTurn(ProcessContext context, Consumer<Place> then) {
    Turns.await(context, turn());
    Place place = place(context);
    boolean held = place.hold();
    Turns.pass(context, turn());
    if (held) {
      then.accept(place);
    }
  }
}
