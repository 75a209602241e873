package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.VariableWorld.DID;
import static dev.sharelock.model.scenarios.VariableWorld.FIRST;
import static dev.sharelock.model.scenarios.VariableWorld.LAYOUT;
import static dev.sharelock.model.scenarios.VariableWorld.requireOneOf;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.scenarios.VariableWorld.Handle;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import java.util.stream.Stream;

/** Our variable with one thing weakened. Each must be caught, or that thing is not needed. */
public final class VariableMutants implements ScenarioProvider {
  private static final Weakening NONE = memory -> memory;
  private static final long FORMER = LAYOUT.value(0, 1);

  /** How many values it takes until a block is used again. */
  private static final long MOST = 6;

  private static final long ROOT = LAYOUT.root();

  /** What a wrong value may lead to: it is noticed, raced for, or somebody waits in vain. */
  private static final FailureKind[] ANY_MISTAKE = {
    FailureKind.ASSERTION,
    FailureKind.EXCEPTION,
    FailureKind.DATA_RACE,
    FailureKind.DEADLOCK,
    FailureKind.LOST_WAKE_UP
  };

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        stale("value-release", Weakening.opaqueWrites(FORMER), NONE),
        stale("value-acquire", NONE, Weakening.opaqueReads(FORMER)),
        refused("second-look", NONE, VariableWeakenings.withoutSecondLook()).build(),
        misled("root-acquire", Weakening.opaqueReads(ROOT)),
        misled("fence-after-block", Weakening.withoutFence(FenceKind.ACQUIRE)),
        misread("count", NONE, VariableWeakenings.withoutCount()),
        misread("anchor", VariableWeakenings.withoutAnchor(), NONE),
        misread("contents-first", VariableWeakenings.contentsLast(), NONE),
        rootWithoutUpdate(),
        lockWithoutUpdate(),
        withoutWake(),
        lockWithoutOwner());
  }

  private static Scenario.Builder without(String name) {
    String words = name.replace('-', ' ');
    return VariableWorld.variable("without-" + name, "The variable without its " + words + ".")
        .faults(Faults.NONE);
  }

  private static Body reading(Weakening weakening) {
    return context -> {
      Handle handle = VariableWorld.open(context, weakening);
      VariableWorld.read(context, handle.variable());
    };
  }

  /** A mutant by which a reader sees a value that was never published. */
  private static Scenario.Builder refused(String name, Weakening writer, Weakening reader) {
    return without(name)
        .process(
            "writer",
            context -> {
              Handle handle = VariableWorld.open(context, writer);
              VariableWorld.set(context, handle.variable(), 2);
              Outcome outcome = handle.variable().compareAndSet(null, 66L, 0);
              context.require(outcome == Outcome.STALE, "refused with " + outcome);
            })
        .process("reader", reading(reader))
        .atEnd("a value", end -> requireOneOf(end, "reader", FIRST, 2))
        .mustFailWith(ANY_MISTAKE);
  }

  private static Scenario stale(String name, Weakening writer, Weakening reader) {
    return refused(name, writer, reader).needsWeakMemory().exhaustible().build();
  }

  private static Body setting(Weakening weakening) {
    return context ->
        VariableWorld.set(context, VariableWorld.open(context, weakening).variable(), 2);
  }

  /** A mutant by which a reader takes old words for the present. */
  private static Scenario misled(String name, Weakening reader) {
    return without(name)
        .process("writer", setting(NONE))
        .process("reader", reading(reader))
        .needsWeakMemory()
        .exhaustible()
        .mustFailWith(ANY_MISTAKE)
        .build();
  }

  /** A mutant by which a reader reads what is not, or no longer, a value. */
  private static Scenario misread(String name, Weakening writer, Weakening reader) {
    return without(name)
        .process(
            "writer",
            context -> {
              Handle handle = VariableWorld.open(context, writer);
              for (long value = 2; value <= MOST; value++) {
                VariableWorld.set(context, handle.variable(), value);
              }
            })
        .process("reader", reading(reader))
        .atEnd("a value", end -> requireOneOf(end, "reader", FIRST, 2, 3, 4, 5, MOST))
        .mustFailWith(ANY_MISTAKE)
        .build();
  }

  private static Scenario rootWithoutUpdate() {
    Body increment =
        context ->
            VariableScenarios.tryIncrement(
                context, VariableWorld.open(context, Weakening.splitUpdates(ROOT)));
    return without("root-update")
        .process("one", increment)
        .process("other", increment)
        .atEnd(
            "each sum once",
            end ->
                end.require(
                    !end.recorded("one", DID).equals(end.recorded("other", DID)),
                    "both have done " + end.recorded("one", DID)))
        .mustFailWith(ANY_MISTAKE)
        .build();
  }

  private static void increment(ProcessContext context, Weakening weakening) {
    Handle handle = VariableWorld.open(context, weakening);
    VariableScenarios.increment(context, handle, Deadline.NEVER);
  }

  private static Scenario lockWithoutUpdate() {
    Body body = context -> increment(context, Weakening.splitUpdates(ROOT));
    return without("lock-update")
        .process("one", body)
        .process("other", body)
        .atEnd("both counted", end -> VariableScenarios.requireSums(end, "one", "other"))
        .mustFailWith(ANY_MISTAKE)
        .build();
  }

  private static Scenario withoutWake() {
    Body body = context -> increment(context, Weakening.withoutWakes());
    return without("wake")
        .untimed()
        .process("one", body)
        .process("other", body)
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP, FailureKind.LIVELOCK)
        .build();
  }

  /** A lock that does not know its owner cannot tell that it is dead. */
  private static Scenario lockWithoutOwner() {
    return VariableWorld.variable("without-owner", "The variable with a lock without owner.")
        .process("victim", context -> increment(context, NONE))
        .process(
            "waiter",
            context -> {
              Handle handle = VariableWorld.open(blind(context));
              VariableScenarios.increment(context, handle, Deadline.NEVER);
            })
        .faults(Faults.NONE.killing(1, "victim"))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP, FailureKind.LIVELOCK)
        .build();
  }

  private static ParticipantContext blind(ProcessContext context) {
    Participants participants = context.participants();
    return new ParticipantContext(
        context.memory(),
        context.environment(),
        new Participants() {
          @Override
          public long self() {
            return participants.self();
          }

          @Override
          public boolean isAlive(long participant) {
            return participant != NOBODY;
          }
        });
  }
}
