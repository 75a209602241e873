package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ChannelShape;
import dev.sharelock.record.Record;
import dev.sharelock.record.SharedSegment;
import dev.sharelock.record.TableLayout;
import dev.sharelock.record.ThreadContext;
import java.util.List;

/**
 * What the scenarios of records have in common: a table, a heap, and that no block is ever lost.
 */
final class RecordWorld {
  private static final TableLayout TABLE = new TableLayout(0, 2);
  private static final long HEAP = AllocatorWorld.HEAP;
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 64, 10, 5, 2);

  /** Where somebody says that the channel is there. */
  private static final long MAIL = TableLayout.bytes(TABLE.entries()) + Long.BYTES;

  /** Where somebody says that it has come so far. */
  static final long SIGNAL = MAIL + Long.BYTES;

  static final int NUMBER = 7;
  static final String GOT = "got";
  static final String FILLED = "filled";
  static final String ENDED = "ended";

  private RecordWorld() {}

  static Scenario.Builder buffer(String name, String about) {
    return Scenario.named("record." + name)
        .about(about)
        .bytes(HEAP + GEOMETRY.bytes())
        .fields(names -> TABLE.describe("table", names))
        .fields(names -> names.word(MAIL, Long.BYTES, "mail"))
        .fields(names -> names.word(SIGNAL, Long.BYTES, "signal"))
        .fields(names -> HeapFormat.describe(HEAP, GEOMETRY, names))
        .setUp(
            (memory, environment) ->
                HeapFormat.create(memory, HEAP, GEOMETRY, SoloWorld.GENERATION))
        .atEnd("everything comes back", RecordWorld::requireNothingLost);
  }

  /** A last one, to whom all others are dead, recovers in a copy of the memory. */
  static void requireNothingLost(EndState end) {
    SharedMemory memory = AllocatorWorld.copyOf(end.memory());
    ParticipantContext last = AllocatorWorld.lastOf(memory);
    Allocator allocator = Allocator.open(last, HEAP);
    ThreadContext.over(last, allocator, TABLE).recover();
    allocator.recover();
    allocator.trim();
    HeapCheck check = allocator.verify();
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
    end.require(check.allocatedBlocks() == 0, "blocks are lost: " + check);
    end.require(check.holders() == 1, "holders are lost: " + check);
  }

  /** Nobody has died, so nothing is left to recover. */
  static void requirePristine(EndState end) {
    HeapCheck check = HeapCheck.of(end.memory(), HEAP);
    end.require(check.allocatedBlocks() == 0, "blocks are lost: " + check);
  }

  static ThreadContext open(ProcessContext context) {
    ParticipantContext participant = context.participant();
    Allocator allocator = Allocator.open(participant, HEAP);
    return ThreadContext.over(participant, allocator, TABLE);
  }

  private static ChannelShape shape(ChannelKind kind) {
    return new ChannelShape(kind, 2, 2);
  }

  static Channel join(ThreadContext thread, ChannelKind kind, ChannelRole role) {
    return thread.addChannel(NUMBER, shape(kind), role);
  }

  /** A channel as it is created first: its id, and where it is. */
  record FirstChannel(long id, long base) {}

  static FirstChannel firstChannel() {
    SharedMemory memory = new HeapMemory(HEAP + GEOMETRY.bytes());
    HeapFormat.create(memory, HEAP, GEOMETRY, SoloWorld.GENERATION);
    ParticipantContext creator = AllocatorWorld.lastOf(memory);
    Allocator allocator = Allocator.open(creator, HEAP);
    ThreadContext thread = ThreadContext.over(creator, allocator, TABLE);
    long id = join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER).generation();
    return new FirstChannel(id, allocator.offset(id));
  }

  static void announce(ProcessContext context) {
    context.memory().setLongRelease(MAIL, 1);
  }

  static void awaitAnnouncement(ProcessContext context) {
    while (context.memory().getLongAcquire(MAIL) == 0) {
      context.environment().spinHint();
    }
  }

  static void send(ProcessContext context, ThreadContext thread, Channel channel, long n) {
    Record record = thread.allocateRecord(Long.BYTES);
    record.putLong(0, n);
    Outcome outcome = channel.send(record, Deadline.NEVER);
    context.require(outcome == Outcome.DONE, "send ended with " + outcome);
    context.require(!record.isOwned(), "record is still owned");
  }

  /** Joins as a producer, sends one record, and leaves. */
  static void sendAndLeave(ProcessContext context, ChannelKind kind) {
    try (ThreadContext thread = open(context)) {
      send(context, thread, join(thread, kind, ChannelRole.PRODUCER), 0);
    }
  }

  static Outcome receive(
      ProcessContext context, ThreadContext thread, Channel channel, long timeoutNanos) {
    Outcome outcome = channel.receive(timeoutNanos);
    if (outcome == Outcome.DONE) {
      Record record = channel.record();
      context.require(record.size() == Long.BYTES, "size is " + record.size());
      context.record(GOT, record.getLong(0));
      thread.free(record);
    }
    return outcome;
  }

  static void consumeUntilEnd(ProcessContext context, ChannelKind kind) {
    try (ThreadContext thread = open(context)) {
      Channel channel = join(thread, kind, ChannelRole.CONSUMER);
      Outcome outcome = Outcome.DONE;
      while (outcome == Outcome.DONE) {
        outcome = receive(context, thread, channel, Deadline.NEVER);
      }
      context.record(ENDED, outcome);
    }
  }

  static void shareSegment(ProcessContext context) {
    try (ThreadContext thread = open(context)) {
      SharedSegment segment =
          thread.addSegment(
              NUMBER,
              64,
              offset -> {
                context.record(FILLED, true);
                context.memory().writeLong(offset, 100 + context.index());
              });
      context.record(GOT, context.memory().readLong(segment.offset()));
    }
  }

  static void requireInOrder(EndState end, int least) {
    List<Object> got = end.recorded("consumer", GOT);
    for (int i = 0; i < got.size(); i++) {
      end.require(got.get(i).equals((long) i), "consumer got " + got);
    }
    end.require(got.size() >= least, "consumer got only " + got);
  }
}
