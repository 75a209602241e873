package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ThreadContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Channels in which one thing happens, so that every execution can be looked at: somebody has
 * created the channel and said so before the others come.
 */
public final class RecordSmallScenarios implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        oneRecord(),
        lastRecordAndEnd(),
        untilTheEnd(),
        twoProducers(),
        twoConsumers(),
        lateJoiner(),
        removalAndJoin(),
        recoveryLeavesTheLiving(),
        senderKilled(),
        receiverKilled());
  }

  private static Scenario.Builder small(String name, String about) {
    return RecordWorld.buffer(name, about).faults(Faults.NONE).exhaustible();
  }

  /** Creates the channel, says so, and sends a record. */
  private static void found(ProcessContext context, ChannelKind kind, boolean end) {
    ThreadContext thread = RecordWorld.open(context);
    Channel channel = RecordWorld.join(thread, kind, ChannelRole.PRODUCER);
    RecordWorld.announce(context);
    RecordWorld.send(context, thread, channel, 0);
    if (end) {
      channel.end();
    }
  }

  /** Creates the channel, sends a record, and says so. */
  private static void foundFull(ProcessContext context, ChannelKind kind) {
    ThreadContext thread = RecordWorld.open(context);
    Channel channel = RecordWorld.join(thread, kind, ChannelRole.PRODUCER);
    RecordWorld.send(context, thread, channel, 0);
    RecordWorld.announce(context);
  }

  private static Outcome takeOne(ProcessContext context, ChannelKind kind, long timeoutNanos) {
    RecordWorld.awaitAnnouncement(context);
    ThreadContext thread = RecordWorld.open(context);
    Channel channel = RecordWorld.join(thread, kind, ChannelRole.CONSUMER);
    return RecordWorld.receive(context, thread, channel, timeoutNanos);
  }

  private static void requireOnce(EndState end, String... processes) {
    List<Object> got = new ArrayList<>();
    for (String process : processes) {
      got.addAll(end.recorded(process, RecordWorld.GOT));
    }
    end.require(got.equals(List.of(0L)), "received " + got);
  }

  private static Scenario oneRecord() {
    return small("one-record", "One record in an SPSC channel.")
        .process("producer", context -> found(context, ChannelKind.SPSC, false))
        .process(
            "consumer",
            context -> {
              Outcome outcome = takeOne(context, ChannelKind.SPSC, 0);
              context.require(
                  outcome == Outcome.DONE || outcome == Outcome.WOULD_BLOCK, "got " + outcome);
            })
        .build();
  }

  private static Scenario lastRecordAndEnd() {
    return small("last-record-and-end", "CLOSED comes after the last record, never instead of it.")
        .process("producer", context -> found(context, ChannelKind.SPSC, true))
        .process(
            "consumer",
            context -> {
              Outcome outcome = takeOne(context, ChannelKind.SPSC, 0);
              boolean legal = outcome == Outcome.DONE || outcome == Outcome.WOULD_BLOCK;
              context.require(legal, "got " + outcome);
            })
        .build();
  }

  private static Scenario untilTheEnd() {
    return small("until-the-end", "A consumer that waits hears of the end after the last record.")
        .process("producer", context -> found(context, ChannelKind.SPSC, true))
        .process(
            "consumer",
            context -> {
              RecordWorld.awaitAnnouncement(context);
              RecordWorld.consumeUntilEnd(context, ChannelKind.SPSC);
            })
        .atEnd("N2", end -> RecordWorld.requireInOrder(end, 1))
        .atEnd(
            "N3",
            end ->
                end.require(
                    end.recorded("consumer", RecordWorld.ENDED).contains(Outcome.CLOSED), "no end"))
        .build();
  }

  private static Scenario twoProducers() {
    return small("two-producers", "Two records in an MPSC channel.")
        .process("one", context -> found(context, ChannelKind.MPSC, false))
        .process(
            "other",
            context -> {
              RecordWorld.awaitAnnouncement(context);
              ThreadContext thread = RecordWorld.open(context);
              Channel channel = RecordWorld.join(thread, ChannelKind.MPSC, ChannelRole.PRODUCER);
              RecordWorld.send(context, thread, channel, 1);
              context.require(channel.hasData(), "what was sent is not there");
            })
        .build();
  }

  private static Scenario twoConsumers() {
    return small("two-consumers", "One of two consumers gets the record.")
        .process("producer", context -> foundFull(context, ChannelKind.MPMC))
        .process("one", context -> takeOne(context, ChannelKind.MPMC, 0))
        .process("other", context -> takeOne(context, ChannelKind.MPMC, 0))
        .atEnd("once", end -> requireOnce(end, "one", "other"))
        .build();
  }

  private static Scenario lateJoiner() {
    return small("late-joiner", "The last one leaves while another one comes.")
        .process(
            "producer",
            context -> {
              try (ThreadContext thread = RecordWorld.open(context)) {
                Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
                RecordWorld.send(context, thread, channel, 0);
                RecordWorld.announce(context);
              }
            })
        .process(
            "consumer",
            context -> {
              RecordWorld.awaitAnnouncement(context);
              try (ThreadContext thread = RecordWorld.open(context)) {
                Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.CONSUMER);
                Outcome outcome = RecordWorld.receive(context, thread, channel, 0);
                context.require(outcome != Outcome.CLOSED, "an end that nobody has made");
              }
            })
        .atEnd("N4", RecordWorld::requirePristine)
        .build();
  }

  private static Scenario removalAndJoin() {
    return small("removal-and-join", "A channel is removed while another one joins it.")
        .process(
            "owner",
            context -> {
              try (ThreadContext thread = RecordWorld.open(context)) {
                RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.CONSUMER);
                RecordWorld.announce(context);
                thread.channels().forEach(thread::removeChannel);
              }
            })
        .process(
            "producer",
            context -> {
              RecordWorld.awaitAnnouncement(context);
              try (ThreadContext thread = RecordWorld.open(context)) {
                RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.PRODUCER);
              }
            })
        .atEnd("N4", RecordWorld::requirePristine)
        .build();
  }

  private static Scenario recoveryLeavesTheLiving() {
    return small("recovery-leaves-the-living", "Somebody recovers while a record is on its way.")
        .process(
            "owner",
            context -> {
              ThreadContext thread = RecordWorld.open(context);
              Channel in = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
              Channel out = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.CONSUMER);
              RecordWorld.announce(context);
              RecordWorld.send(context, thread, in, 0);
              Outcome outcome = RecordWorld.receive(context, thread, out, 0);
              context.require(outcome == Outcome.DONE, "receive ended with " + outcome);
            })
        .process(
            "watcher",
            context -> {
              RecordWorld.awaitAnnouncement(context);
              RecordWorld.open(context).recover();
            })
        .build();
  }

  private static Scenario senderKilled() {
    return small("sender-killed", "A producer dies; its successor settles what it has left.")
        .process("producer", context -> found(context, ChannelKind.SPSC, false))
        .afterDeathOf(
            "producer",
            "successor",
            context -> {
              ThreadContext thread = RecordWorld.open(context);
              RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
              thread.recover();
            })
        .faults(Faults.NONE.killing(1, "producer"))
        .build();
  }

  private static Scenario receiverKilled() {
    return small("receiver-killed", "A consumer dies; the record is with it or with its successor.")
        .process("producer", context -> foundFull(context, ChannelKind.SPSC))
        .process("consumer", context -> takeOne(context, ChannelKind.SPSC, Deadline.NEVER))
        .afterDeathOf("consumer", "successor", context -> takeOne(context, ChannelKind.SPSC, 0))
        .atEnd(
            "not twice",
            end -> {
              int first = end.recorded("consumer", RecordWorld.GOT).size();
              int second = end.recorded("successor", RecordWorld.GOT).size();
              end.require(first + second <= 1, "received " + (first + second) + " times");
            })
        .faults(Faults.NONE.killing(1, "consumer"))
        .build();
  }
}
