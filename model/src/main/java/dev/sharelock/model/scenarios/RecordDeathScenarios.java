package dev.sharelock.model.scenarios;

import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ThreadContext;
import java.util.List;
import java.util.stream.Stream;

/** Records and segments while one of those who use them dies at any access. */
public final class RecordDeathScenarios implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        segmentInitialiserKilled(),
        producerKilled(),
        consumerKilled(),
        allKilled(),
        leftToTheDead());
  }

  /** The record is a stray: who sent it is dead, and its channel gone. */
  private static Scenario allKilled() {
    return RecordWorld.buffer(
            "all-killed", "The only member of a channel dies, with a record in it.")
        .process(
            "producer",
            context -> {
              ThreadContext thread = RecordWorld.open(context);
              Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
              RecordWorld.send(context, thread, channel, 0);
            })
        .afterDeathOf("producer", "survivor", context -> RecordWorld.open(context).recover())
        .atEnd(
            "nothing of the dead is left",
            end -> {
              if (end.killed("producer")) {
                RecordWorld.requirePristine(end);
              }
            })
        .faults(Faults.NONE.killing(1, "producer"))
        .exhaustible()
        .build();
  }

  /** The record is a stray: who sent it lives and has left, and its channel went with the dead. */
  private static Scenario leftToTheDead() {
    return RecordWorld.buffer("left-to-the-dead", "A record is sent to one that dies.")
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
              ThreadContext thread = RecordWorld.open(context);
              RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.CONSUMER);
            })
        .afterDeathOf("consumer", "survivor", context -> RecordWorld.open(context).recover())
        .faults(Faults.NONE.killing(1, "consumer"))
        .build();
  }

  private static Scenario segmentInitialiserKilled() {
    return RecordWorld.buffer(
            "segment-initialiser-killed", "Whoever fills a segment may die at any access.")
        .process("first", RecordWorld::shareSegment)
        .process("second", RecordWorld::shareSegment)
        .atEnd(
            "filled",
            end ->
                end.require(
                    !end.recorded("second", RecordWorld.GOT).contains(0L), "an empty segment"))
        .faults(Faults.NONE.killing(1, "first"))
        .build();
  }

  private static void sendTwoAndEnd(ProcessContext context) {
    ThreadContext thread = RecordWorld.open(context);
    Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
    RecordWorld.send(context, thread, channel, 0);
    RecordWorld.send(context, thread, channel, 1);
    channel.end();
  }

  private static Scenario producerKilled() {
    return RecordWorld.buffer("producer-killed", "A producer dies; what it had sent is received.")
        .process("producer", RecordDeathScenarios::sendTwoAndEnd)
        .process("consumer", context -> RecordWorld.consumeUntilEnd(context, ChannelKind.SPSC))
        .afterDeathOf(
            "producer",
            "successor",
            context -> {
              ThreadContext thread = RecordWorld.open(context);
              Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
              thread.recover();
              channel.end();
            })
        .atEnd("N2", end -> RecordWorld.requireInOrder(end, end.killed("producer") ? 0 : 2))
        .faults(Faults.NONE.killing(1, "producer"))
        .build();
  }

  private static Scenario consumerKilled() {
    return RecordWorld.buffer("consumer-killed", "A consumer dies, and another one goes on.")
        .process("producer", RecordDeathScenarios::sendTwoAndEnd)
        .process("consumer", context -> RecordWorld.consumeUntilEnd(context, ChannelKind.SPSC))
        .afterDeathOf(
            "consumer",
            "successor",
            context -> RecordWorld.consumeUntilEnd(context, ChannelKind.SPSC))
        .atEnd(
            "each once",
            end -> {
              List<Object> first = end.recorded("consumer", RecordWorld.GOT);
              List<Object> second = end.recorded("successor", RecordWorld.GOT);
              end.require(first.stream().noneMatch(second::contains), first + ", " + second);
              end.require(first.size() + second.size() >= 1, first + ", " + second);
            })
        .faults(Faults.NONE.killing(1, "consumer"))
        .build();
  }
}
