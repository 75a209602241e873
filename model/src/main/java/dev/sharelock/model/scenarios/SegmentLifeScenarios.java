package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.SegmentWorld.requireOnce;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.scenarios.SegmentWorld.Member;
import dev.sharelock.segment.IllegalTransitionException;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentTable;
import java.util.stream.Stream;

/** Whole lives of segments: lent and returned, unsafe, and through every phase and event. */
public final class SegmentLifeScenarios implements ScenarioProvider {
  static final String EVERY_TRANSITION = "every-transition";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        everyTransition(),
        lendAndReturn(),
        borrowerLeaves(),
        borrowerKilled(),
        borrowerKilledSmall(),
        unsafeGivenUpByBoth(),
        senderLeaves(),
        createdWhileOpened());
  }

  /** One owner does whatever can be done, with two handles. */
  private static void live(ProcessContext context) {
    Member member = SegmentWorld.open(context);
    SegmentTable other = SegmentTable.open(context.participant(), member.allocator(), 0);
    if (context.choose(2) == 0) {
      tooLarge(context, member);
      return;
    }
    Segment segment = SegmentWorld.make(member);
    if (context.choose(2) == 0) {
      member.table().deallocate(segment);
      return;
    }
    member.table().send(segment, other.member());
    if (context.choose(2) == 0) {
      SegmentWorld.requireSigned(context, member.table().takeBack(segment));
    } else {
      Outcome outcome = other.receive(0);
      context.require(outcome == Outcome.DONE, "receive ended with " + outcome);
    }
  }

  private static void tooLarge(ProcessContext context, Member member) {
    try {
      member.table().allocate(1L << 40);
      context.require(false, "a segment is larger than the heap");
    } catch (SharelockException e) {
      context.require(e.outcome() == Outcome.TOO_LARGE, "allocate ended with " + e.outcome());
    }
  }

  private static void succeed(ProcessContext context) {
    Member member = SegmentWorld.open(context);
    if (context.choose(2) == 0) {
      SegmentScenarios.reclaim(context, member);
    } else {
      member.table().tearDown();
      member.allocator().recover();
    }
  }

  private static Scenario everyTransition() {
    return SegmentWorld.segments(
            EVERY_TRANSITION, "A member does anything, dies anywhere, and has a successor.")
        .exhaustible()
        .faults(Faults.NONE.killing(1, "victim"))
        .process("victim", SegmentLifeScenarios::live)
        .afterDeathOf("victim", "survivor", SegmentLifeScenarios::succeed)
        .build();
  }

  private static void lendWhenThere(ProcessContext context) {
    Member member = SegmentWorld.open(context);
    Segment mine = SegmentWorld.make(member);
    while (SegmentWorld.peer(context) < 0) {
      context.environment().spinHint();
    }
    Outcome outcome = member.table().lend(mine, SegmentWorld.peer(context), Deadline.NEVER);
    context.require(outcome == Outcome.DONE, "lend ended with " + outcome);
    requireReturned(context, member, mine);
  }

  /** What has come back is what was lent, and the handle of the loan stays dead. */
  private static void requireReturned(ProcessContext context, Member member, Segment mine) {
    Segment back = member.table().received();
    SegmentWorld.requireSigned(context, back);
    if (back != mine) {
      requireRefused(context, mine);
    }
    member.table().deallocate(back);
  }

  /** Lends to whoever is there, but not for long; what the borrower has then stays with it. */
  private static void lendForAMoment(ProcessContext context) {
    Member member = SegmentWorld.open(context);
    Segment mine = SegmentWorld.make(member);
    Outcome outcome = member.table().lend(mine, SegmentWorld.peer(context), 1);
    if (outcome != Outcome.TIMED_OUT || member.table().received() != null) {
      requireReturned(context, member, mine);
    }
  }

  static void requireRefused(ProcessContext context, Segment old) {
    boolean refused = false;
    try {
      old.view().getLong(0);
    } catch (IllegalTransitionException e) {
      refused = true;
    }
    context.require(refused, "a handle of an earlier ownership was used");
  }

  private static Member borrow(ProcessContext context, long timeoutNanos) {
    Member member = SegmentWorld.open(context);
    SegmentWorld.announce(context, member);
    if (member.table().receive(timeoutNanos) == Outcome.DONE) {
      Segment lent = member.table().received();
      SegmentWorld.requireSigned(context, lent);
      member.table().send(lent, lent.from());
    }
    return member;
  }

  /** It was sent back before, so it has come back and was not taken over. */
  private static Scenario borrowerLeaves() {
    return SegmentWorld.segments("borrower-leaves", "Who has sent a loan back leaves at once.")
        .untimed()
        .large()
        .faults(Faults.NONE)
        .process("lender", SegmentLifeScenarios::lendWhenThere)
        .process("borrower", context -> borrow(context, Deadline.NEVER).table().close())
        .atEnd("nothing is left", SegmentWorld::requireNone)
        .build();
  }

  private static Scenario lendAndReturn() {
    return SegmentWorld.segments("lend-and-return", "A segment is lent and comes back.")
        .untimed()
        .exhaustible()
        .faults(Faults.NONE)
        .process("lender", SegmentLifeScenarios::lendWhenThere)
        .process("borrower", context -> borrow(context, Deadline.NEVER))
        .atEnd("nothing is left", SegmentWorld::requireNone)
        .build();
  }

  private static Scenario borrowerKilled() {
    return SegmentWorld.segments("borrower-killed", "Who has borrowed a segment dies anywhere.")
        .faults(Faults.NONE.killing(1, "borrower"))
        .process("borrower", context -> borrow(context, 0))
        .process("lender", SegmentLifeScenarios::lendForAMoment)
        .afterDeathOf("borrower", "survivor", SegmentScenarios::reclaim)
        .build();
  }

  /** The borrower comes when the segment is there, and nobody but the lender takes it over. */
  private static Scenario borrowerKilledSmall() {
    return SegmentWorld.segments(
            "borrower-killed-small", "Who has borrowed a segment dies; the lender takes it over.")
        .exhaustible()
        .faults(Faults.NONE.killing(1, "borrower"))
        .process("lender", SegmentLifeScenarios::lendToTheMortal)
        .process(
            "borrower",
            context -> {
              Turns.await(context, SegmentWorld.TURN);
              borrow(context, 0);
            })
        .build();
  }

  private static void lendToTheMortal(ProcessContext context) {
    Member member = SegmentWorld.open(context);
    Segment mine = SegmentWorld.make(member);
    Turns.pass(context, SegmentWorld.TURN);
    Outcome outcome = member.table().lend(mine, SegmentWorld.peer(context), 1);
    if (outcome != Outcome.TIMED_OUT || member.table().received() != null) {
      requireReturned(context, member, mine);
    }
    SegmentScenarios.reclaim(context, member);
  }

  private static Scenario unsafeGivenUpByBoth() {
    return SegmentWorld.segments(
            "unsafe-given-up-by-both", "Two who may reach a segment give it up; one of them may.")
        .exhaustible()
        .faults(Faults.NONE)
        .process(
            "sender",
            context -> {
              Member member = SegmentWorld.open(context);
              Segment segment = member.table().allocateUnsafe(Long.BYTES);
              member.table().send(segment, SegmentWorld.peer(context));
              giveUp(context, member, segment);
            })
        .process(
            "receiver",
            context -> {
              Member member = SegmentWorld.open(context);
              SegmentWorld.announce(context, member);
              if (member.table().receive(0) == Outcome.DONE) {
                giveUp(context, member, member.table().received());
              }
            })
        .atEnd(
            "given up at most once",
            end -> {
              int count =
                  end.recorded("sender", SegmentWorld.GOT).size()
                      + end.recorded("receiver", SegmentWorld.GOT).size();
              end.require(count <= 1, "the segment was given up " + count + " times");
            })
        .build();
  }

  private static void giveUp(ProcessContext context, Member member, Segment segment) {
    try {
      member.table().deallocate(segment);
      context.record(SegmentWorld.GOT, segment.size());
    } catch (IllegalTransitionException e) {
      context.record("refused", e.phase());
    }
  }

  private static Scenario senderLeaves() {
    return SegmentWorld.segments("sender-leaves", "What was sent arrives after its sender left.")
        .untimed()
        .exhaustible()
        .faults(Faults.NONE)
        .process(
            "sender",
            context -> {
              Member member = SegmentWorld.open(context);
              Segment segment = SegmentWorld.make(member);
              while (SegmentWorld.peer(context) < 0) {
                context.environment().spinHint();
              }
              member.table().send(segment, SegmentWorld.peer(context));
              member.close();
            })
        .process(
            "receiver", context -> SegmentScenarios.receiveOne(context, SegmentWorld.open(context)))
        .atEnd("had once", end -> requireOnce(end, "receiver"))
        .build();
  }

  private static final long JOINED = 0x08;
  private static final long CLOSED = 0x0c;

  /** Memory that had another use becomes a table. */
  private static void create(ProcessContext context) {
    context.memory().setIntPlain(JOINED, 0);
    context.memory().setIntPlain(CLOSED, 0);
    SegmentTable.create(context.memory(), SegmentWorld.LAYOUT);
  }

  private static void openWhenThere(ProcessContext context) {
    try {
      SegmentWorld.make(SegmentWorld.open(context));
    } catch (SharelockException e) {
      context.require(e.outcome() == Outcome.CORRUPT, "open ended with " + e.outcome());
    }
  }

  private static Scenario createdWhileOpened() {
    return SegmentWorld.bare("created-while-opened", "A table is opened while it is made.")
        .setUp(
            (memory, environment) -> {
              SegmentWorld.createHeap(memory);
              memory.setIntPlain(JOINED, 77);
              memory.setIntPlain(CLOSED, 1);
            })
        .exhaustible()
        .faults(Faults.NONE)
        .process("creator", SegmentLifeScenarios::create)
        .process("opener", SegmentLifeScenarios::openWhenThere)
        .build();
  }
}
