package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.SegmentWorld.requireOnce;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.scenarios.SegmentWorld.Member;
import dev.sharelock.segment.IllegalTransitionException;
import dev.sharelock.segment.Segment;
import java.util.stream.Stream;

/** Segments that are sent, taken back, torn down, and reclaimed from members that die anywhere. */
public final class SegmentScenarios implements ScenarioProvider {
  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        sendAndReceive(),
        takeBackAgainstReceive(),
        tearDownAgainstReceive(),
        senderKilled(),
        receiverKilled(),
        twoReclaim());
  }

  /** Waits for a receiver, sends it a segment, and tries to use it after that. */
  static void sendAndTrespass(ProcessContext context, Member member) {
    Segment segment = SegmentWorld.make(member);
    while (SegmentWorld.peer(context) < 0) {
      context.environment().spinHint();
    }
    Outcome outcome = member.table().send(segment, SegmentWorld.peer(context));
    context.require(outcome == Outcome.DONE, "send ended with " + outcome);
    boolean refused = false;
    try {
      segment.view().putLong(0, 1);
    } catch (IllegalTransitionException e) {
      refused = true;
    }
    context.require(refused, "a sent segment was written to");
  }

  static void receiveOne(ProcessContext context, Member member) {
    SegmentWorld.announce(context, member);
    Outcome outcome = SegmentWorld.take(context, member, Deadline.NEVER);
    context.require(outcome == Outcome.DONE, "receive ended with " + outcome);
  }

  private static Scenario sendAndReceive() {
    return SegmentWorld.segments("send-and-receive", "A segment is sent to who waits for it.")
        .untimed()
        .exhaustible()
        .faults(Faults.NONE)
        .process("sender", context -> sendAndTrespass(context, SegmentWorld.open(context)))
        .process("receiver", context -> receiveOne(context, SegmentWorld.open(context)))
        .atEnd("had once", end -> requireOnce(end, "receiver"))
        .atEnd("nothing is left", SegmentWorld::requireNone)
        .build();
  }

  /** Sends a segment if there is somebody, and takes it back if it has not arrived. */
  static void sendAndTakeBack(ProcessContext context, Member member) {
    Segment segment = SegmentWorld.make(member);
    int peer = SegmentWorld.peer(context);
    Outcome outcome = member.table().send(segment, peer);
    Segment back = outcome == Outcome.DONE ? member.table().takeBack(segment) : segment;
    if (back != null) {
      SegmentWorld.requireSigned(context, back);
      member.table().deallocate(back);
    }
  }

  static void receiveIfThere(ProcessContext context, Member member) {
    SegmentWorld.announce(context, member);
    SegmentWorld.take(context, member, 0);
  }

  private static Scenario takeBackAgainstReceive() {
    return SegmentWorld.segments(
            "take-back-against-receive", "A segment is taken back or received, not both.")
        .exhaustible()
        .faults(Faults.NONE)
        .process("sender", context -> sendAndTakeBack(context, SegmentWorld.open(context)))
        .process("receiver", context -> receiveIfThere(context, SegmentWorld.open(context)))
        .atEnd("had once", end -> requireOnce(end, "sender", "receiver"))
        .atEnd("nothing is left", SegmentWorld::requireNone)
        .build();
  }

  private static Scenario tearDownAgainstReceive() {
    return SegmentWorld.segments(
            "tear-down-against-receive", "The table is torn down while a segment is on its way.")
        .untimed()
        .faults(Faults.NONE)
        .process(
            "sender",
            context -> {
              Member member = SegmentWorld.open(context);
              Segment segment = SegmentWorld.make(member);
              member.table().send(segment, SegmentWorld.peer(context));
              member.table().tearDown();
              member.close();
            })
        .process(
            "receiver",
            context -> {
              Member member = SegmentWorld.open(context);
              SegmentWorld.announce(context, member);
              Outcome outcome = SegmentWorld.take(context, member, Deadline.NEVER);
              boolean ended = outcome == Outcome.DONE || outcome == Outcome.CLOSED;
              context.require(ended, "receive ended with " + outcome);
            })
        .atEnd("nothing is left", SegmentWorld::requireNone)
        .build();
  }

  static void reclaim(ProcessContext context) {
    reclaim(context, SegmentWorld.open(context));
  }

  /** Takes over what the dead had, looks at it, and gives it up. */
  static void reclaim(ProcessContext context, Member member) {
    for (Segment segment : member.table().reclaim()) {
      segment.view().getLong(0);
      context.record(SegmentWorld.GOT, segment.size());
      member.table().deallocate(segment);
    }
    member.allocator().recover();
  }

  private static Scenario.Builder deadly(String name, String about) {
    return SegmentWorld.segments(name, about)
        .exhaustible()
        .faults(Faults.NONE.killing(1, "victim"));
  }

  private static Scenario senderKilled() {
    return deadly("sender-killed", "A sender dies anywhere; another member takes over.")
        .process(
            "victim",
            context -> {
              Member member = SegmentWorld.open(context);
              member.table().send(SegmentWorld.make(member), SegmentWorld.peer(context));
            })
        .process("receiver", context -> receiveIfThere(context, SegmentWorld.open(context)))
        .afterDeathOf("victim", "survivor", SegmentScenarios::reclaim)
        .build();
  }

  private static Scenario receiverKilled() {
    return deadly("receiver-killed", "A receiver dies anywhere; the segment is not lost.")
        .process(
            "sender",
            context -> {
              Member member = SegmentWorld.open(context);
              member.table().send(SegmentWorld.make(member), SegmentWorld.peer(context));
              for (Segment segment : member.table().reclaim()) {
                SegmentWorld.requireSigned(context, segment);
              }
            })
        .process("victim", context -> receiveIfThere(context, SegmentWorld.open(context)))
        .afterDeathOf("victim", "survivor", SegmentScenarios::reclaim)
        .build();
  }

  private static Scenario twoReclaim() {
    return deadly("two-reclaim", "Two take over from one dead member: each segment goes to one.")
        .process("victim", context -> SegmentWorld.make(SegmentWorld.open(context)))
        .afterDeathOf("victim", "one", SegmentScenarios::reclaim)
        .afterDeathOf("victim", "other", SegmentScenarios::reclaim)
        .atEnd(
            "reclaimed once at most",
            end -> {
              int both =
                  end.recorded("one", SegmentWorld.GOT).size()
                      + end.recorded("other", SegmentWorld.GOT).size();
              end.require(both <= 1, "one segment was reclaimed " + both + " times");
            })
        .build();
  }
}
