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
import java.util.List;
import java.util.stream.Stream;

/** A consumer is told when no producer is left that could send anything, and not before. */
public final class RecordPeerScenarios implements ScenarioProvider {
  private static final long JOINED = RecordWorld.SIGNAL;

  /** The participant that the second process is. */
  private static final long ZOMBIE_NUMBER = 2;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(producerLeaves(), producerDies(), producerEvicted(), producersChange());
  }

  /** Creates the channel, says so, and receives until it is told something else. */
  private static void consume(ProcessContext context, ChannelKind kind) {
    ThreadContext thread = RecordWorld.open(context);
    Channel channel = RecordWorld.join(thread, kind, ChannelRole.CONSUMER);
    RecordWorld.announce(context);
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = RecordWorld.receive(context, thread, channel, Deadline.NEVER);
    }
    context.record(RecordWorld.ENDED, outcome);
  }

  private static Scenario producerLeaves() {
    return RecordWorld.buffer("producer-leaves", "The only producer sends a record and leaves.")
        .process("consumer", context -> consume(context, ChannelKind.SPSC))
        .process(
            "producer",
            context -> {
              RecordWorld.awaitAnnouncement(context);
              RecordWorld.sendAndLeave(context, ChannelKind.SPSC);
            })
        .atEnd("N2", end -> RecordWorld.requireInOrder(end, 1))
        .atEnd("N3", end -> requireTold(end, Outcome.PEER_DEAD))
        .faults(Faults.NONE)
        .untimed()
        .exhaustible()
        .build();
  }

  private static Scenario producerDies() {
    return RecordWorld.buffer("producer-dies", "The only producer dies anywhere, or ends.")
        .process("consumer", context -> consume(context, ChannelKind.SPSC))
        .process(
            "producer",
            context -> {
              ThreadContext thread = RecordWorld.open(context);
              Channel channel = joinAndTell(context, thread);
              RecordWorld.send(context, thread, channel, 0);
              channel.end();
            })
        .afterDeathOf("producer", "successor", RecordPeerScenarios::joinIfNobodyHas)
        .atEnd("N3", RecordPeerScenarios::requireToldOfTheDeath)
        .faults(Faults.NONE.killing(1, "producer"))
        .build();
  }

  private static Channel joinAndTell(ProcessContext context, ThreadContext thread) {
    RecordWorld.awaitAnnouncement(context);
    Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
    context.memory().setLongRelease(JOINED, 1);
    return channel;
  }

  /** The consumer waits for the first producer, so there must be one. */
  private static void joinIfNobodyHas(ProcessContext context) {
    if (context.memory().getLongAcquire(JOINED) == 0) {
      joinAndTell(context, RecordWorld.open(context)).close();
    }
  }

  private static void requireToldOfTheDeath(EndState end) {
    List<Object> told = end.recorded("consumer", RecordWorld.ENDED);
    boolean expected =
        told.equals(List.of(Outcome.CLOSED))
            || end.killed("producer") && told.equals(List.of(Outcome.PEER_DEAD));
    end.require(expected, "the consumer was told " + told);
  }

  private static Scenario producerEvicted() {
    return RecordWorld.buffer("producer-evicted", "The only producer is evicted.")
        .process("consumer", context -> consume(context, ChannelKind.SPSC))
        .process(Zombies.ZOMBIE, context -> joinAndTell(context, RecordWorld.open(context)))
        .process(
            "judge",
            context -> {
              while (context.memory().getLongAcquire(JOINED) == 0) {
                context.environment().spinHint();
              }
              context.evict(ZOMBIE_NUMBER);
            })
        .atEnd("N3", end -> requireTold(end, Outcome.PEER_EVICTED))
        .faults(Faults.NONE)
        .evictions(0, Zombies.ZOMBIE)
        .exhaustible()
        .build();
  }

  private static void requireTold(EndState end, Outcome expected) {
    List<Object> told = end.recorded("consumer", RecordWorld.ENDED);
    end.require(told.equals(List.of(expected)), "the consumer was told " + told);
  }

  /** There is a producer all the time, but on no place: they join and leave while it looks. */
  private static Scenario producersChange() {
    return RecordWorld.buffer("producers-change", "A producer joins before another one leaves.")
        .process("consumer", context -> consume(context, ChannelKind.MPMC))
        .process(
            "producer",
            context -> {
              RecordWorld.awaitAnnouncement(context);
              ThreadContext thread = RecordWorld.open(context);
              Channel first = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.PRODUCER);
              Channel second = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.PRODUCER);
              first.close();
              Channel third = RecordWorld.join(thread, ChannelKind.MPMC, ChannelRole.PRODUCER);
              second.close();
              third.end();
            })
        .atEnd("N3", end -> requireTold(end, Outcome.CLOSED))
        .faults(Faults.NONE)
        .build();
  }
}
