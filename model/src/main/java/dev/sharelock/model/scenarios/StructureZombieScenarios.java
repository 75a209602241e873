package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.region.Directory;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.segment.Segment;
import dev.sharelock.values.Transaction;
import java.util.List;
import java.util.stream.Stream;

/**
 * Participants are evicted in the middle of what others would have to wait for, and run on as
 * zombies: building a directory entry, a transaction, the role in a ring, a borrowed segment.
 */
public final class StructureZombieScenarios implements ScenarioProvider {
  private static final String SURVIVOR = "survivor";
  private static final long A_WHILE = 1_000_000_000L;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(builds(), writes(), produces(), keepsItsRole(), borrows(), keepsItsSegment());
  }

  private static Scenario.Builder evicting(Scenario.Builder scenario) {
    return scenario.faults(Faults.NONE).evictions(1, Zombies.ZOMBIE);
  }

  private static Scenario builds() {
    return evicting(
            DirectoryScenarios.directory(
                "zombie-builds", "Who builds an entry is evicted; the other one builds another."))
        .process(
            Zombies.ZOMBIE,
            Zombies.refusable(
                context -> DirectoryScenarios.getOrCreate(context, DirectoryScenarios.REQUEST)))
        .process(
            SURVIVOR,
            context -> DirectoryScenarios.getOrCreate(context, DirectoryScenarios.REQUEST))
        .atEnd("one entry, which is found", StructureZombieScenarios::requireOneEntry)
        .exhaustible()
        .build();
  }

  private static void requireOneEntry(EndState end) {
    Directory directory =
        new Directory(AllocatorWorld.lastOf(end.memory()), DirectoryScenarios.LAYOUT);
    String found = directory.find(DirectoryScenarios.REQUEST.name()).orElseThrow().toString();
    for (String process : List.of(Zombies.ZOMBIE, SURVIVOR)) {
      for (Object entry : end.recorded(process, DirectoryScenarios.ENTRY)) {
        end.require(entry.equals(found), process + " got " + entry + ", found " + found);
      }
    }
  }

  private static Scenario writes() {
    return evicting(
            VariableWorld.variable(
                "zombie-writes", "The owner of a transaction is evicted; nobody waits for it."))
        .process(Zombies.ZOMBIE, Zombies.refusable(StructureZombieScenarios::incrementIfItLasts))
        .process(
            SURVIVOR,
            context -> {
              VariableWorld.Handle handle = VariableWorld.open(context);
              Outcome outcome = VariableScenarios.increment(context, handle, A_WHILE);
              context.require(outcome == Outcome.DONE, "begin ended with " + outcome);
            })
        .atEnd("both counted", end -> VariableScenarios.requireSums(end, Zombies.ZOMBIE, SURVIVOR))
        .build();
  }

  private static void incrementIfItLasts(ProcessContext context) {
    VariableWorld.Handle handle = VariableWorld.open(context);
    try (Transaction transaction = handle.variable().transaction()) {
      Outcome outcome = transaction.begin(A_WHILE);
      context.require(outcome == Outcome.DONE, "begin ended with " + outcome);
      long next = VariableWorld.read(context, handle.variable()) + 1;
      outcome = transaction.commit(next);
      if (outcome == Outcome.DONE) {
        context.record(VariableWorld.DID, next);
      } else {
        context.require(outcome == Outcome.STALE, "commit ended with " + outcome);
      }
    }
  }

  private static Scenario produces() {
    return evicting(
            RingWorld.ring("zombie-produces", "The producer is evicted; the consumer is told."))
        .process(
            Zombies.ZOMBIE,
            Zombies.leaving(
                context -> {
                  FrameProducer producer =
                      FrameProducer.open(context.participant(), RingWorld.BASE);
                  RingWorld.send(context, producer, 0, 1);
                }))
        .process(
            "consumer",
            context -> {
              FrameConsumer consumer = FrameConsumer.open(context.participant(), RingWorld.BASE);
              Outcome outcome = RingWorld.take(context, consumer, A_WHILE);
              boolean told = outcome == Outcome.PEER_EVICTED || outcome == Outcome.TIMED_OUT;
              context.require(told || outcome == Outcome.DONE, "peek ended with " + outcome);
            })
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 0))
        .exhaustible()
        .build();
  }

  private static Scenario keepsItsRole() {
    return evicting(
            RingWorld.ring("zombie-keeps-its-role", "Nobody produces in the place of a zombie."))
        .process(Zombies.ZOMBIE, Zombies.leaving(context -> produceOne(context, 1)))
        .process(SURVIVOR, context -> produceOne(context, 2))
        .atEnd("no frame is lost", StructureZombieScenarios::requireAllFrames)
        .exhaustible()
        .build();
  }

  private static void produceOne(ProcessContext context, long number) {
    try {
      FrameProducer producer = FrameProducer.open(context.participant(), RingWorld.BASE);
      RingWorld.send(context, producer, number, 1);
      context.record(RingWorld.ENDED, number);
    } catch (IllegalStateException taken) {
      context.record("refused", number);
    }
  }

  private static void requireAllFrames(EndState end) {
    int sent = 0;
    for (String process : List.of(Zombies.ZOMBIE, SURVIVOR)) {
      sent += end.recorded(process, RingWorld.ENDED).size();
    }
    FrameConsumer last =
        FrameConsumer.open(
            AllocatorWorld.lastOf(AllocatorWorld.copyOf(end.memory())), RingWorld.BASE);
    int found = 0;
    while (last.peek(0) == Outcome.DONE) {
      last.release();
      found++;
    }
    end.require(found == sent, "frames: sent=" + sent + ", found=" + found);
  }

  private static Scenario borrows() {
    return evicting(
            SegmentWorld.segments("zombie-borrows", "Who has borrowed a segment is evicted."))
        .process(
            Zombies.ZOMBIE,
            Zombies.refusable(
                context -> {
                  SegmentWorld.Member member = SegmentWorld.open(context);
                  SegmentWorld.announce(context, member);
                  if (member.table().receive(A_WHILE) == Outcome.DONE) {
                    member.table().send(member.table().received(), 1 - member.table().member());
                  }
                }))
        .process(SURVIVOR, StructureZombieScenarios::lend)
        .build();
  }

  private static void lend(ProcessContext context) {
    SegmentWorld.Member member = SegmentWorld.open(context);
    int peer = SegmentWorld.peer(context);
    if (peer >= 0) {
      Segment segment = SegmentWorld.make(member);
      Outcome outcome = member.table().lend(segment, peer, Deadline.NEVER);
      boolean expected = outcome == Outcome.DONE || outcome == Outcome.PEER_EVICTED;
      context.require(expected, "lend ended with " + outcome);
      if (member.table().received() != null) {
        SegmentWorld.requireSigned(context, member.table().received());
      }
    }
  }

  private static Scenario keepsItsSegment() {
    return evicting(
            SegmentWorld.segments("zombie-keeps-its-segment", "Nobody gets what a zombie owns."))
        .process(
            Zombies.ZOMBIE,
            Zombies.refusable(context -> SegmentWorld.make(SegmentWorld.open(context))))
        .process(
            SURVIVOR,
            context -> {
              for (Segment segment : SegmentWorld.open(context).table().reclaim()) {
                segment.view().putLong(0, 2);
              }
            })
        .exhaustible()
        .build();
  }
}
