package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeFormat;
import dev.sharelock.pipe.PipeLayout;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.pipe.Relay;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * A server, a relay that serves the next pipe, and a client at that one; each may have several
 * lives. At the end, what was put was worked on or is still there, what was acknowledged was worked
 * on once, and the heap is empty. Unless a client has died, the order is that of the server.
 */
final class PipeRow {
  private static final long HEAP = AllocatorWorld.HEAP;
  private static final String PUT = "put";
  private static final String SAID = "about to acknowledge";
  private static final String GOT = QueueWorld.GOT;

  /** The name of a server that has put one block before, and is gone. */
  static final String SENDER = "sender";

  private static final int SENDER_NUMBER = 500;

  /** The numbers of the blocks of each life of the server begin with a multiple of this. */
  private static final long LIFE = 10;

  private final HeapGeometry geometry;
  private final PipeLayout first;
  private final PipeLayout last;

  /**
   * Places two empty pipes of room for one block each.
   *
   * @param lives how many participants there are at the most
   */
  PipeRow(int lives) {
    geometry = new HeapGeometry(64, 2, 3, lives + 1, 2);
    first = PipeLayout.of(HEAP + geometry.bytes() + 127 & -128, 1, lives + 1, BlockQueue.WORDS);
    last = PipeLayout.of(first.base() + first.bytes() + 127 & -128, 1, lives + 1, BlockQueue.WORDS);
  }

  /** A scenario in which some processes have put blocks and others have worked on them. */
  Scenario.Builder scenario(String name, String about, List<String> servers, List<String> clients) {
    return Scenario.named("pipe." + name)
        .about(about)
        .bytes(last.base() + last.bytes())
        .fields(names -> HeapFormat.describe(HEAP, geometry, names))
        .fields(names -> first.describe("first", names))
        .fields(names -> last.describe("last", names))
        .setUp(this::create)
        .atEnd("nothing lost, nothing twice", end -> requireOnce(end, servers, clients));
  }

  /** A server has put a block into the last pipe, and has left. */
  void createWithBlock(SharedMemory memory, Environment environment) {
    create(memory, environment);
    ParticipantContext own = AllocatorWorld.loner(memory, SENDER_NUMBER);
    Allocator allocator = Allocator.open(own, HEAP);
    PipeServer server = PipeServer.open(own, last.base(), WaitPolicy.DEFAULT);
    try (server;
        BlockQueue queue = server.blocks(allocator, Delivery.AT_MOST_ONCE)) {
      long id = allocator.allocate(64);
      memory.writeLong(allocator.offset(id), LIFE);
      queue.enqueue(id);
    }
  }

  private void create(SharedMemory memory, Environment environment) {
    HeapFormat.create(memory, HEAP, geometry, SoloWorld.GENERATION);
    PipeFormat.create(memory, first);
    PipeFormat.create(memory, last);
  }

  /** Which life of a process it is, from 1. */
  private static int life(ProcessContext context) {
    int dash = context.name().lastIndexOf('-');
    return dash < 0 ? 1 : Integer.parseInt(context.name().substring(dash + 1));
  }

  /** Puts some blocks and ends the stream, unless an earlier life has done so. */
  void serve(ProcessContext context, int count) {
    ParticipantContext own = context.participant();
    PipeServer server = PipeServer.open(own, first.base(), WaitPolicy.DEFAULT);
    Allocator allocator = Allocator.open(own, HEAP);
    try (BlockQueue queue = server.blocks(allocator, Delivery.AT_MOST_ONCE)) {
      Outcome outcome = Outcome.DONE;
      for (int i = 1; i <= count && outcome == Outcome.DONE; i++) {
        long number = LIFE * life(context) + i;
        long id = allocator.allocate(64);
        context.memory().writeLong(allocator.offset(id), number);
        outcome = queue.enqueue(id);
        if (outcome == Outcome.DONE) {
          context.record(PUT, number);
        } else {
          allocator.release(id);
        }
      }
      context.require(
          outcome == Outcome.DONE || outcome == Outcome.CLOSED, "enqueue ended with " + outcome);
      queue.closeQueue();
    }
  }

  /** Passes blocks on and goes on with every server; how it ended. */
  Outcome relay(ProcessContext context, long timeoutNanos) {
    ParticipantContext own = context.participant();
    PipeClient from = PipeClient.open(own, first.base(), WaitPolicy.DEFAULT);
    PipeServer next = PipeServer.open(own, last.base(), WaitPolicy.DEFAULT);
    try (Relay relay = Relay.open(own, Allocator.open(own, HEAP), from, next)) {
      Outcome outcome = Outcome.DONE;
      while (outcome == Outcome.DONE) {
        outcome = renewed(from, relay.pass(timeoutNanos), timeoutNanos);
      }
      return outcome;
    }
  }

  /** Works on blocks and goes on with every relay; how it ended. */
  Outcome take(ProcessContext context, long timeoutNanos) {
    return take(context, timeoutNanos, PipeRow::work);
  }

  /** What a client does with a block. */
  interface Work {
    void apply(ProcessContext context, Allocator allocator, BlockQueue queue);
  }

  /** The same with other work. */
  Outcome take(ProcessContext context, long timeoutNanos, Work work) {
    ParticipantContext own = context.participant();
    PipeClient client = PipeClient.open(own, last.base(), WaitPolicy.DEFAULT);
    Allocator allocator = Allocator.open(own, HEAP);
    try (BlockQueue queue = client.blocks(allocator, Delivery.AT_LEAST_ONCE)) {
      Outcome outcome = Outcome.DONE;
      while (outcome == Outcome.DONE) {
        Outcome taken = queue.dequeue(timeoutNanos);
        if (taken == Outcome.DONE) {
          work.apply(context, allocator, queue);
        }
        outcome = renewed(client, taken, timeoutNanos);
      }
      if (outcome == Outcome.CLOSED) {
        context.record(QueueWorld.ENDED, outcome);
      }
      return outcome;
    }
  }

  private static void work(ProcessContext context, Allocator allocator, BlockQueue queue) {
    long id = queue.block();
    long number = context.memory().readLong(allocator.offset(id));
    context.record(SAID, number);
    queue.acknowledge();
    context.record(GOT, number);
    allocator.release(id);
  }

  /** Too early: when it dies in between, nobody works on the block. */
  static void acknowledgeFirst(ProcessContext context, Allocator allocator, BlockQueue queue) {
    queue.acknowledge();
    work(context, allocator, queue);
  }

  /** Waits for a successor of the server, where there was one and is no more. */
  private static Outcome renewed(PipeClient client, Outcome outcome, long timeoutNanos) {
    boolean gone = outcome == Outcome.STALE || outcome == Outcome.PEER_DEAD;
    return gone ? client.awaitServer(timeoutNanos) : outcome;
  }

  private void requireOnce(EndState end, List<String> servers, List<String> clients) {
    List<Object> said = new ArrayList<>();
    List<Object> got = new ArrayList<>();
    int killed = 0;
    boolean ended = false;
    for (String client : clients) {
      ended |= !end.recorded(client, QueueWorld.ENDED).isEmpty();
      said.addAll(end.recorded(client, SAID));
      got.addAll(end.recorded(client, GOT));
      killed += end.killed(client) ? 1 : 0;
    }
    long distinct = said.stream().distinct().count();
    end.require(said.size() - distinct <= killed, "worked on too often: " + said);
    end.require(got.stream().distinct().count() == got.size(), "acknowledged twice: " + got);
    for (int i = 1; i < said.size(); i++) {
      boolean rises = (Long) said.get(i - 1) <= (Long) said.get(i);
      end.require(rises || killed > 0, "order is lost: " + said);
    }
    List<Long> left = left(end);
    end.require(got.stream().noneMatch(left::contains), "acknowledged and there: " + got);
    end.require(!ended || left.isEmpty(), "left after the end: " + left);
    for (String server : servers) {
      List<Object> put = server.equals(SENDER) ? List.of(LIFE) : end.recorded(server, PUT);
      for (Object number : put) {
        boolean found = said.contains(number) || left.contains(number);
        end.require(found, "lost: " + number + ", worked on: " + said + ", left: " + left);
      }
    }
  }

  /** What a last participant finds, who then leaves an empty heap. */
  private List<Long> left(EndState end) {
    SharedMemory memory = AllocatorWorld.copyOf(end.memory());
    ParticipantContext own = AllocatorWorld.lastOf(memory);
    Allocator allocator = Allocator.open(own, HEAP);
    List<Long> left = new ArrayList<>();
    for (PipeLayout pipe : List.of(last, first)) {
      PipeClient client = PipeClient.open(own, pipe.base(), WaitPolicy.DEFAULT);
      try (BlockQueue queue = client.blocks(allocator, Delivery.AT_MOST_ONCE)) {
        while (queue.tryDequeue() == Outcome.DONE) {
          left.add(memory.readLong(allocator.offset(queue.block())));
          allocator.release(queue.block());
        }
      }
    }
    allocator.recover();
    allocator.trim();
    HeapCheck check = allocator.verify();
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
    end.require(check.allocatedBlocks() == 0, "blocks are lost: " + check);
    return left;
  }

  /** A process that works until the stream ends. */
  static void requireEnd(ProcessContext context, Outcome outcome) {
    context.require(outcome == Outcome.CLOSED, "ended with " + outcome);
  }
}
