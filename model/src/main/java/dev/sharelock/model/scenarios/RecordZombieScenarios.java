package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ThreadContext;
import java.util.stream.Stream;

/** Members of channels, and those who fill segments, are evicted anywhere, and go on. */
public final class RecordZombieScenarios implements ScenarioProvider {
  private static final String SURVIVOR = "survivor";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(fills(), sends(), receives(), leavesLast());
  }

  private static Scenario.Builder zombie(String name, String about) {
    return RecordWorld.buffer("zombie-" + name, about)
        .faults(Faults.NONE)
        .evictions(1, Zombies.ZOMBIE);
  }

  /** Z4: whoever waits for a filler that never comes to an end fills a block of its own. */
  private static Scenario fills() {
    return zombie("fills", "Whoever fills a segment is evicted; nobody waits for it.")
        .process(Zombies.ZOMBIE, Zombies.leaving(RecordZombieScenarios::fillWhenTheOtherHas))
        .process(
            SURVIVOR,
            context -> {
              RecordWorld.shareSegment(context);
              RecordWorld.announce(context);
            })
        .atEnd(
            "filled",
            end ->
                end.require(
                    !end.recorded(SURVIVOR, RecordWorld.GOT).contains(0L), "an empty segment"))
        .build();
  }

  private static void fillWhenTheOtherHas(ProcessContext context) {
    try (ThreadContext thread = RecordWorld.open(context)) {
      thread.addSegment(RecordWorld.NUMBER, 64, offset -> RecordWorld.awaitAnnouncement(context));
    }
  }

  private interface Action {
    void run(ThreadContext thread, Channel channel);
  }

  /** Whatever it was refused, it can leave, which must not fail. */
  private static void member(ProcessContext context, ChannelRole role, Action action) {
    ThreadContext[] opened = new ThreadContext[1];
    Zombies.unlessRefused(
        context,
        () -> {
          opened[0] = RecordWorld.open(context);
          action.run(opened[0], RecordWorld.join(opened[0], ChannelKind.SPSC, role));
        });
    if (opened[0] != null) {
      opened[0].close();
    }
  }

  private static Scenario sends() {
    return zombie("sends", "A producer is evicted; what it had sent is received.")
        .process(
            Zombies.ZOMBIE,
            context ->
                member(
                    context,
                    ChannelRole.PRODUCER,
                    (thread, channel) -> RecordWorld.send(context, thread, channel, 0)))
        .process(
            SURVIVOR,
            context ->
                member(
                    context,
                    ChannelRole.CONSUMER,
                    (thread, channel) -> RecordWorld.receive(context, thread, channel, 0)))
        .build();
  }

  /** The role of the only consumer is taken over at once; each record is received by one. */
  private static Scenario receives() {
    return zombie("receives", "The only consumer is evicted, and succeeded.")
        .process(
            "producer",
            context -> {
              ThreadContext thread = RecordWorld.open(context);
              Channel channel = RecordWorld.join(thread, ChannelKind.SPSC, ChannelRole.PRODUCER);
              RecordWorld.send(context, thread, channel, 0);
              RecordWorld.announce(context);
            })
        .process(Zombies.ZOMBIE, context -> receiveOne(context))
        .process(SURVIVOR, context -> receiveOne(context))
        .atEnd("once", RecordZombieScenarios::requireOnce)
        .build();
  }

  private static void receiveOne(ProcessContext context) {
    RecordWorld.awaitAnnouncement(context);
    try {
      member(
          context,
          ChannelRole.CONSUMER,
          (thread, channel) -> RecordWorld.receive(context, thread, channel, 0));
    } catch (SharelockException e) {
      context.require(e.outcome() == Outcome.REFUSED, "ended with " + e);
    }
  }

  private static void requireOnce(EndState end) {
    int received =
        end.recorded(Zombies.ZOMBIE, RecordWorld.GOT).size()
            + end.recorded(SURVIVOR, RecordWorld.GOT).size();
    end.require(received <= 1, "received " + received + " times");
  }

  /** With the last member go the records that nobody has received, if it may still take them. */
  private static Scenario leavesLast() {
    return zombie("leaves-last", "The last member of a channel is evicted, and leaves.")
        .process(
            Zombies.ZOMBIE,
            context ->
                member(
                    context,
                    ChannelRole.PRODUCER,
                    (thread, channel) -> RecordWorld.send(context, thread, channel, 0)))
        .exhaustible()
        .build();
  }
}
