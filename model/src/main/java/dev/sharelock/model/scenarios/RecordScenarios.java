package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelInfo;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ThreadContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Channels of records and segments. At the end of each, when a last participant has recovered, no
 * block is lost, whoever died.
 */
public final class RecordScenarios implements ScenarioProvider {

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
        snapshot());
  }

  private static Scenario exchange() {
    return RecordWorld.buffer(
            "exchange", "Two threads create the same channel, and one record moves.")
        .process(
            "producer",
            context -> {
              ThreadContext thread = RecordWorld.open(context);
              Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
              RecordWorld.send(context, thread, channel, 5);
            })
        .process(
            "consumer",
            context -> {
              ThreadContext thread = RecordWorld.open(context);
              Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.CONSUMER);
              Outcome outcome = RecordWorld.receive(context, thread, channel, Deadline.NEVER);
              context.require(outcome == Outcome.DONE, "receive ended with " + outcome);
            })
        .atEnd(
            "N2",
            end ->
                end.require(end.recorded("consumer", RecordWorld.GOT).equals(List.of(5L)), "lost"))
        .build();
  }

  private static Scenario endOfStream() {
    return RecordWorld.buffer(
            "end-of-stream", "The consumer hears of the end after the last record.")
        .process(
            "producer",
            context -> {
              ThreadContext thread = RecordWorld.open(context);
              Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
              for (long n = 0; n < 3; n++) {
                RecordWorld.send(context, thread, channel, n);
              }
              channel.end();
            })
        .process("consumer", context -> RecordWorld.consumeUntilEnd(context, ChannelKind.SPSC))
        .atEnd("N2", end -> RecordWorld.requireInOrder(end, 3))
        .build();
  }

  private static Scenario manyToMany() {
    return RecordWorld.buffer(
            "many-to-many", "Each record is received once, by one of two consumers.")
        .process("first", context -> sendTwo(context))
        .process("second", context -> sendTwo(context))
        .process("third", context -> receiveTwo(context))
        .process("fourth", context -> receiveTwo(context))
        .faults(Faults.NONE)
        .build();
  }

  private static void sendTwo(ProcessContext context) {
    ThreadContext thread = RecordWorld.open(context);
    Channel channel = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.PRODUCER);
    RecordWorld.send(context, thread, channel, 0);
    RecordWorld.send(context, thread, channel, 1);
  }

  private static void receiveTwo(ProcessContext context) {
    ThreadContext thread = RecordWorld.open(context);
    Channel channel = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.CONSUMER);
    for (int i = 0; i < 2; i++) {
      Outcome outcome = RecordWorld.receive(context, thread, channel, Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "receive ended with " + outcome);
    }
  }

  private static Scenario sidesAreLimited() {
    return RecordWorld.buffer(
            "sides-are-limited", "Of two producers of an SPSC channel one is refused.")
        .process("first", RecordScenarios::beProducer)
        .process("second", RecordScenarios::beProducer)
        .atEnd(
            "N1",
            end -> {
              int admitted =
                  end.recorded("first", RecordWorld.GOT).size()
                      + end.recorded("second", RecordWorld.GOT).size();
              end.require(admitted == 1, admitted + " producers");
            })
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static void beProducer(ProcessContext context) {
    ThreadContext thread = RecordWorld.open(context);
    try {
      RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
      context.record(RecordWorld.GOT, true);
    } catch (SharelockException e) {
      context.require(e.outcome() == Outcome.REFUSED, e.getMessage());
    }
  }

  private static Scenario leftBehind() {
    return RecordWorld.buffer(
            "left-behind", "A record that nobody has received goes with the channel.")
        .process("producer", context -> RecordWorld.sendAndLeave(context, ChannelKind.SPSC))
        .process(
            "consumer",
            context -> {
              try (ThreadContext thread = RecordWorld.open(context)) {
                Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.CONSUMER);
                RecordWorld.receive(context, thread, channel, 0);
              }
            })
        .atEnd("N4", RecordWorld::requirePristine)
        .faults(Faults.NONE)
        .build();
  }

  private static Scenario removedWhileFull() {
    return RecordWorld.buffer(
            "removed-while-full", "The last one to leave frees what nobody has received.")
        .process(
            "producer",
            context -> {
              try (ThreadContext thread = RecordWorld.open(context)) {
                Channel channel = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.PRODUCER);
                RecordWorld.send(context, thread, channel, 0);
                thread.channels().forEach(thread::removeChannel);
              }
            })
        .process(
            "consumer",
            context -> {
              try (ThreadContext thread = RecordWorld.open(context)) {
                Channel channel = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.CONSUMER);
                thread.channels().forEach(thread::removeChannel);
                context.require(channel.number() == RecordWorld.NUMBER, "wrong number");
              }
            })
        .atEnd("N4", RecordWorld::requirePristine)
        .faults(Faults.NONE)
        .build();
  }

  private static Scenario numberUsedAgain() {
    return RecordWorld.buffer(
            "number-used-again", "A number is removed and used again; the two never meet.")
        .process(
            "first",
            context -> {
              try (ThreadContext thread = RecordWorld.open(context)) {
                Channel old = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.PRODUCER);
                thread.channels().forEach(thread::removeChannel);
                Channel young = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.PRODUCER);
                context.require(old.generation() != young.generation(), "same channel");
                RecordWorld.send(context, thread, old, 0);
              }
            })
        .process(
            "second",
            context -> {
              try (ThreadContext thread = RecordWorld.open(context)) {
                Channel channel = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.CONSUMER);
                RecordWorld.receive(context, thread, channel, 0);
                thread.channels().forEach(thread::removeChannel);
              }
            })
        .atEnd("N4", RecordWorld::requirePristine)
        .faults(Faults.NONE)
        .build();
  }

  private static Scenario segment() {
    return RecordWorld.buffer("segment", "Two threads open a segment, and see the same.")
        .process("first", RecordWorld::shareSegment)
        .process("second", RecordWorld::shareSegment)
        .atEnd("back", RecordWorld::requirePristine)
        .atEnd("filled by one at a time", RecordScenarios::requireFilledOnce)
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  /** A segment that nobody had any more is a new one: both fill it, or both see the same. */
  private static void requireFilledOnce(EndState end) {
    List<Object> first = end.recorded("first", RecordWorld.GOT);
    List<Object> second = end.recorded("second", RecordWorld.GOT);
    int fills =
        end.recorded("first", RecordWorld.FILLED).size()
            + end.recorded("second", RecordWorld.FILLED).size();
    end.require(fills == (first.equals(second) ? 1 : 2), fills + " times: " + first + second);
  }

  private static Scenario snapshot() {
    return RecordWorld.buffer("snapshot", "Whoever only looks may be the last one that has it.")
        .process("producer", context -> RecordWorld.sendAndLeave(context, ChannelKind.MPMC))
        .process(
            "watcher",
            context -> {
              try (ThreadContext thread = RecordWorld.open(context)) {
                for (ChannelInfo info : thread.channels()) {
                  context.require(info.number() == RecordWorld.NUMBER, "number " + info);
                  context.require(info.kind().equals(Optional.of(ChannelKind.MPMC)), "is " + info);
                }
              }
            })
        .atEnd("N4", RecordWorld::requirePristine)
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }
}
