package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.QueueWorld.queue;

import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.scenarios.QueueOperation.Kind;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueLayout;
import java.util.stream.Stream;

/**
 * Our queue with one thing weakened. Each must be caught, or that thing is not needed.
 *
 * <p>That an element is read before its place is written again (C2, P2) cannot be shown this way:
 * it would take a read of a write that depends on it, which the model forbids even for opaque
 * accesses, and Java does not.
 */
public final class QueueMutants implements ScenarioProvider {
  private static final QueueLayout LAYOUT = QueueWorld.layout(1);
  private static final long SLOT = LAYOUT.slot(0);
  private static final long NOT_EMPTY = LAYOUT.notEmpty().list();

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        twoPut(),
        twoTake(),
        order("slot-release", Weakening.updates(SLOT, AccessMode.ACQUIRE)),
        order("slot-acquire", Weakening.opaqueReads(SLOT)),
        hint("hint-release", Weakening.opaqueWrites(LAYOUT.tail())),
        hint("hint-acquire", Weakening.opaqueReads(LAYOUT.tail())),
        across(),
        acrossFull(),
        asleep("wake", Weakening.withoutWakes()).exhaustible().build(),
        asleep("announcement", Weakening.withoutUpdates(NOT_EMPTY)).exhaustible().build(),
        asleep("light-fence", Weakening.withoutFence(FenceKind.LIGHT))
            .needsWeakMemory()
            .exhaustible()
            .build(),
        asleep("heavy-fence", Weakening.withoutFence(FenceKind.HEAVY))
            .needsWeakMemory()
            .exhaustible()
            .build());
  }

  static ConditionQueue open(ProcessContext context, Weakening weakening) {
    return QueueWorld.open(weakened(context, weakening));
  }

  static ParticipantContext weakened(ProcessContext context, Weakening weakening) {
    return new ParticipantContext(
        weakening.of(context.memory()), context.environment(), context.participants());
  }

  static Scenario.Builder without(String name) {
    return queue("without-" + name, "The queue without its " + name.replace('-', ' ') + ".", 1)
        .faults(Faults.NONE);
  }

  private static Body act(Weakening weakening, Kind... kinds) {
    return context -> {
      ConditionQueue queue = open(context, weakening);
      for (int i = 0; i < kinds.length; i++) {
        QueueWorld.act(context, queue, kinds[i], 100L * (context.index() + 1) + i);
      }
    };
  }

  private static Scenario twoPut() {
    Weakening weakening = Weakening.splitUpdates(SLOT);
    return without("slot-update")
        .process("one", act(weakening, Kind.PUT))
        .process("other", act(weakening, Kind.PUT))
        .atEnd("some order", end -> QueueWorld.requireSequential(end, 1, "one", "other"))
        .mustFailWith(FailureKind.ASSERTION)
        .exhaustible()
        .build();
  }

  private static Scenario twoTake() {
    Weakening weakening = Weakening.splitUpdates(LAYOUT.head());
    return without("head-update")
        .process("one", act(weakening, Kind.PUT, Kind.TAKE))
        .process("other", act(weakening, Kind.TAKE))
        .atEnd("some order", end -> QueueWorld.requireSequential(end, 1, "one", "other"))
        .mustFailWith(FailureKind.ASSERTION)
        .exhaustible()
        .build();
  }

  /** The element is read before it is there. */
  private static Scenario order(String name, Weakening weakening) {
    return without(name)
        .process("one", act(weakening, Kind.PUT))
        .process("other", act(weakening, Kind.TAKE))
        .atEnd("some order", end -> QueueWorld.requireSequential(end, 1, "one", "other"))
        .mustFailWith(FailureKind.ASSERTION)
        .needsWeakMemory()
        .exhaustible()
        .build();
  }

  /** Whoever trusts the hint does not find the slots as it says. */
  private static Scenario hint(String name, Weakening weakening) {
    return without(name)
        .process("one", act(weakening, Kind.PUT, Kind.TAKE, Kind.PUT))
        .process("other", act(weakening, Kind.PUT))
        .atEnd("some order", end -> QueueWorld.requireSequential(end, 1, "one", "other"))
        .mustFailWith(FailureKind.ASSERTION)
        .needsReordering()
        .exhaustible()
        .build();
  }

  /** Acquire and release do not suffice where two queues are asked whether they are empty. */
  private static Scenario across() {
    Weakening first = Weakening.acquireAndRelease(QueuePairs.first().slot(0));
    Weakening second = Weakening.acquireAndRelease(QueuePairs.second().slot(0));
    return QueuePairs.scenario(
            "without-volatile-slot",
            context -> weakened(context, memory -> first.of(second.of(memory))))
        .mustFailWith(FailureKind.ASSERTION)
        .needsWeakMemory()
        .exhaustible()
        .build();
  }

  /** The same for the front, where full is answered. */
  private static Scenario acrossFull() {
    Weakening first = Weakening.acquireAndRelease(QueuePairs.first().head());
    Weakening second = Weakening.acquireAndRelease(QueuePairs.second().head());
    return QueuePairs.fullScenario(
            "without-volatile-head",
            context -> weakened(context, memory -> first.of(second.of(memory))))
        .mustFailWith(FailureKind.ASSERTION)
        .needsWeakMemory()
        .exhaustible()
        .build();
  }

  private static Scenario.Builder asleep(String name, Weakening weakening) {
    return without(name)
        .process("producer", context -> QueueWorld.put(context, open(context, weakening), 1, 1))
        .process("consumer", context -> QueueWorld.takeAll(context, open(context, weakening), 1))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP);
  }
}
