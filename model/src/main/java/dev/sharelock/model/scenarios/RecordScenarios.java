package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
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
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ChannelShape;
import dev.sharelock.record.Record;
import dev.sharelock.record.SharedSegment;
import dev.sharelock.record.TableLayout;
import dev.sharelock.record.ThreadContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * Channels of records and segments. At the end of each, when a last participant has recovered, no
 * block is lost, whoever died.
 */
public final class RecordScenarios implements ScenarioProvider {
  private static final TableLayout TABLE = new TableLayout(0, 2);
  private static final long HEAP = AllocatorWorld.HEAP;
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 64, 10, 5, 2);
  private static final int NUMBER = 7;
  private static final String GOT = "got";
  private static final String ENDED = "ended";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        exchange(),
        endOfStream(),
        manyToMany(),
        sidesAreLimited(),
        leftBehind(),
        removedWhileFull(),
        numberUsedAgain(),
        segment(),
        segmentInitialiserKilled(),
        producerKilled(),
        consumerKilled());
  }

  private static Scenario.Builder buffer(String name, String about) {
    return Scenario.named("record." + name)
        .about(about)
        .bytes(HEAP + GEOMETRY.bytes())
        .fields(names -> TABLE.describe("table", names))
        .fields(names -> HeapFormat.describe(HEAP, GEOMETRY, names))
        .setUp((memory, environment) -> HeapFormat.create(memory, HEAP, GEOMETRY, 6))
        .atEnd("everything comes back", RecordScenarios::requireNothingLost);
  }

  private static void requireNothingLost(EndState end) {
    SharedMemory memory = AllocatorWorld.copyOf(end.memory());
    ParticipantContext last = AllocatorWorld.lastOf(memory);
    Allocator allocator = Allocator.open(last, HEAP);
    allocator.recover();
    AllocatorWorld.takeStranded(allocator);
    allocator.recover();
    allocator.trim();
    HeapCheck check = allocator.verify();
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
    end.require(check.allocatedBlocks() == 0, "blocks are lost: " + check);
    end.require(check.holders() == 1, "holders are lost: " + check);
  }

  /** Nobody has died, so nothing is left to recover. */
  private static void requirePristine(EndState end) {
    HeapCheck check = HeapCheck.of(end.memory(), HEAP);
    end.require(check.allocatedBlocks() == 0, "blocks are lost: " + check);
  }

  private static ThreadContext open(ProcessContext context) {
    ParticipantContext participant = context.participant();
    Allocator allocator = Allocator.open(participant, HEAP);
    return ThreadContext.over(participant, allocator, TABLE);
  }

  private static ChannelShape shape(ChannelKind kind) {
    return new ChannelShape(kind, 2, 2);
  }

  private static void send(ProcessContext context, ThreadContext thread, Channel channel, long n) {
    Record record = thread.allocateRecord(Long.BYTES);
    record.putLong(0, n);
    Outcome outcome = channel.send(record, Deadline.NEVER);
    context.require(outcome == Outcome.DONE, "send ended with " + outcome);
    context.require(!record.isOwned(), "record is still owned");
  }

  /** Sends where somebody may have abandoned the channel in the moment in which it was opened. */
  private static void sendToWhom(ProcessContext context, ThreadContext thread, ChannelKind kind) {
    Record record = thread.allocateRecord(Long.BYTES);
    record.putLong(0, 0);
    Outcome outcome = Outcome.STALE;
    while (outcome == Outcome.STALE) {
      Channel channel = thread.addChannel(NUMBER, shape(kind), ChannelRole.PRODUCER);
      outcome = channel.send(record, Deadline.NEVER);
      if (outcome == Outcome.STALE) {
        channel.close();
      }
    }
    context.require(outcome == Outcome.DONE, "send ended with " + outcome);
  }

  private static Outcome receive(
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

  private static void consumeUntilEnd(ProcessContext context, ChannelKind kind) {
    try (ThreadContext thread = open(context)) {
      Channel channel = thread.addChannel(NUMBER, shape(kind), ChannelRole.CONSUMER);
      Outcome outcome = Outcome.DONE;
      while (outcome == Outcome.DONE) {
        outcome = receive(context, thread, channel, Deadline.NEVER);
      }
      context.record(ENDED, outcome);
    }
  }

  private static Scenario exchange() {
    return buffer("exchange", "Two threads create the same channel, and one record moves.")
        .process(
            "producer",
            context -> {
              ThreadContext thread = open(context);
              Channel channel =
                  thread.addChannel(NUMBER, shape(ChannelKind.SPSC), ChannelRole.PRODUCER);
              send(context, thread, channel, 5);
            })
        .process(
            "consumer",
            context -> {
              ThreadContext thread = open(context);
              Channel channel =
                  thread.addChannel(NUMBER, shape(ChannelKind.SPSC), ChannelRole.CONSUMER);
              Outcome outcome = receive(context, thread, channel, Deadline.NEVER);
              context.require(outcome == Outcome.DONE, "receive ended with " + outcome);
            })
        .atEnd("N2", end -> end.require(end.recorded("consumer", GOT).equals(List.of(5L)), "lost"))
        .build();
  }

  private static Scenario endOfStream() {
    return buffer("end-of-stream", "The consumer hears of the end after the last record.")
        .process(
            "producer",
            context -> {
              ThreadContext thread = open(context);
              Channel channel =
                  thread.addChannel(NUMBER, shape(ChannelKind.SPSC), ChannelRole.PRODUCER);
              for (long n = 0; n < 3; n++) {
                send(context, thread, channel, n);
              }
              channel.end();
            })
        .process("consumer", context -> consumeUntilEnd(context, ChannelKind.SPSC))
        .atEnd("N2", end -> requireInOrder(end, 3))
        .build();
  }

  private static void requireInOrder(EndState end, int least) {
    List<Object> got = end.recorded("consumer", GOT);
    for (int i = 0; i < got.size(); i++) {
      end.require(got.get(i).equals((long) i), "consumer got " + got);
    }
    end.require(got.size() >= least, "consumer got only " + got);
  }

  private static Scenario manyToMany() {
    return buffer("many-to-many", "Each record is received once, by one of two consumers.")
        .process("first", context -> sendTwo(context))
        .process("second", context -> sendTwo(context))
        .process("third", context -> receiveTwo(context))
        .process("fourth", context -> receiveTwo(context))
        .faults(Faults.NONE)
        .build();
  }

  private static void sendTwo(ProcessContext context) {
    ThreadContext thread = open(context);
    Channel channel = thread.addChannel(NUMBER, shape(ChannelKind.MPMC), ChannelRole.PRODUCER);
    send(context, thread, channel, 0);
    send(context, thread, channel, 1);
  }

  private static void receiveTwo(ProcessContext context) {
    ThreadContext thread = open(context);
    Channel channel = thread.addChannel(NUMBER, shape(ChannelKind.MPMC), ChannelRole.CONSUMER);
    for (int i = 0; i < 2; i++) {
      Outcome outcome = receive(context, thread, channel, Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "receive ended with " + outcome);
    }
  }

  private static Scenario sidesAreLimited() {
    return buffer("sides-are-limited", "Of two producers of an SPSC channel one is refused.")
        .process("first", RecordScenarios::beProducer)
        .process("second", RecordScenarios::beProducer)
        .atEnd(
            "N1",
            end -> {
              int admitted = end.recorded("first", GOT).size() + end.recorded("second", GOT).size();
              end.require(admitted == 1, admitted + " producers");
            })
        .faults(Faults.NONE)
        .build();
  }

  private static void beProducer(ProcessContext context) {
    ThreadContext thread = open(context);
    try {
      thread.addChannel(NUMBER, shape(ChannelKind.SPSC), ChannelRole.PRODUCER);
      context.record(GOT, true);
    } catch (SharelockException e) {
      context.require(e.outcome() == Outcome.REFUSED, e.getMessage());
    }
  }

  private static Scenario leftBehind() {
    return buffer("left-behind", "A record that nobody has received goes with the channel.")
        .process(
            "producer",
            context -> {
              try (ThreadContext thread = open(context)) {
                sendToWhom(context, thread, ChannelKind.SPSC);
              }
            })
        .process(
            "consumer",
            context -> {
              try (ThreadContext thread = open(context)) {
                Channel channel =
                    thread.addChannel(NUMBER, shape(ChannelKind.SPSC), ChannelRole.CONSUMER);
                receive(context, thread, channel, 0);
              }
            })
        .atEnd("N4", RecordScenarios::requirePristine)
        .faults(Faults.NONE)
        .build();
  }

  private static Scenario removedWhileFull() {
    return buffer("removed-while-full", "The last one to leave frees what nobody has received.")
        .process(
            "producer",
            context -> {
              try (ThreadContext thread = open(context)) {
                sendToWhom(context, thread, ChannelKind.MPMC);
                thread.channels().forEach(thread::removeChannel);
              }
            })
        .process(
            "consumer",
            context -> {
              try (ThreadContext thread = open(context)) {
                Channel channel =
                    thread.addChannel(NUMBER, shape(ChannelKind.MPMC), ChannelRole.CONSUMER);
                thread.channels().forEach(thread::removeChannel);
                context.require(channel.number() == NUMBER, "wrong number");
              }
            })
        .atEnd("N4", RecordScenarios::requirePristine)
        .faults(Faults.NONE)
        .build();
  }

  private static Scenario numberUsedAgain() {
    return buffer("number-used-again", "A number is removed and used again; the two never meet.")
        .process(
            "first",
            context -> {
              try (ThreadContext thread = open(context)) {
                Channel old =
                    thread.addChannel(NUMBER, shape(ChannelKind.MPMC), ChannelRole.PRODUCER);
                thread.channels().forEach(thread::removeChannel);
                Channel young =
                    thread.addChannel(NUMBER, shape(ChannelKind.MPMC), ChannelRole.PRODUCER);
                context.require(old.generation() != young.generation(), "same channel");
                Record record = thread.allocateRecord(Long.BYTES);
                record.putLong(0, 0);
                Outcome outcome = old.send(record, Deadline.NEVER);
                context.require(
                    outcome == Outcome.DONE || outcome == Outcome.STALE, "ended with " + outcome);
              }
            })
        .process(
            "second",
            context -> {
              try (ThreadContext thread = open(context)) {
                Channel channel =
                    thread.addChannel(NUMBER, shape(ChannelKind.MPMC), ChannelRole.CONSUMER);
                receive(context, thread, channel, 0);
                thread.channels().forEach(thread::removeChannel);
              }
            })
        .atEnd("N4", RecordScenarios::requirePristine)
        .faults(Faults.NONE)
        .build();
  }

  private static void shareSegment(ProcessContext context) {
    try (ThreadContext thread = open(context)) {
      SharedSegment segment =
          thread.addSegment(
              NUMBER, 64, offset -> context.memory().writeLong(offset, 100 + context.index()));
      context.record(GOT, context.memory().readLong(segment.offset()));
    }
  }

  private static Scenario segment() {
    return buffer("segment", "Two threads open a segment, and see the same.")
        .process("first", RecordScenarios::shareSegment)
        .process("second", RecordScenarios::shareSegment)
        .atEnd("back", RecordScenarios::requirePristine)
        .faults(Faults.NONE)
        .build();
  }

  private static Scenario segmentInitialiserKilled() {
    return buffer("segment-initialiser-killed", "Whoever fills a segment may die at any access.")
        .process("first", RecordScenarios::shareSegment)
        .process("second", RecordScenarios::shareSegment)
        .atEnd(
            "filled",
            end -> end.require(!end.recorded("second", GOT).contains(0L), "an empty segment"))
        .faults(Faults.NONE.killing(1, "first"))
        .build();
  }

  private static Scenario producerKilled() {
    return buffer("producer-killed", "A producer dies; what it had sent is received.")
        .process(
            "producer",
            context -> {
              ThreadContext thread = open(context);
              Channel channel =
                  thread.addChannel(NUMBER, shape(ChannelKind.SPSC), ChannelRole.PRODUCER);
              send(context, thread, channel, 0);
              send(context, thread, channel, 1);
              channel.end();
            })
        .process("consumer", context -> consumeUntilEnd(context, ChannelKind.SPSC))
        .afterDeathOf(
            "producer",
            "successor",
            context -> {
              ThreadContext thread = open(context);
              Channel channel =
                  thread.addChannel(NUMBER, shape(ChannelKind.SPSC), ChannelRole.PRODUCER);
              thread.recover();
              channel.end();
            })
        .atEnd("N2", end -> requireInOrder(end, end.killed("producer") ? 0 : 2))
        .faults(Faults.NONE.killing(1, "producer"))
        .build();
  }

  private static Scenario consumerKilled() {
    return buffer("consumer-killed", "A consumer dies, and another one goes on.")
        .process(
            "producer",
            context -> {
              ThreadContext thread = open(context);
              Channel channel =
                  thread.addChannel(NUMBER, shape(ChannelKind.SPSC), ChannelRole.PRODUCER);
              send(context, thread, channel, 0);
              send(context, thread, channel, 1);
              channel.end();
            })
        .process("consumer", context -> consumeUntilEnd(context, ChannelKind.SPSC))
        .afterDeathOf(
            "consumer",
            "successor",
            context -> {
              consumeUntilEnd(context, ChannelKind.SPSC);
            })
        .atEnd(
            "each once",
            end -> {
              List<Object> first = end.recorded("consumer", GOT);
              List<Object> second = end.recorded("successor", GOT);
              end.require(first.stream().noneMatch(second::contains), first + ", " + second);
              end.require(first.size() + second.size() >= 1, first + ", " + second);
            })
        .faults(Faults.NONE.killing(1, "consumer"))
        .build();
  }
}
