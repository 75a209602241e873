package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import java.util.stream.Stream;

/** Waits that a hook ends: of whom nobody wakes, and of whom somebody has just woken. */
public final class CancellationScenarios implements ScenarioProvider {
  private static final long PERIOD = 1_000;
  private static final QueueLayout LAYOUT = QueueWorld.layout(1);

  /** The word that the hook asks. */
  private static final long STOP = LAYOUT.bytes();

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        consumer("consumer", PERIOD).build(),
        producer(),
        consumer("without-poll-period", Deadline.NEVER)
            .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
            .build(),
        choice("choice-passed-on", memory -> memory).build(),
        choice("without-passing-on", Weakening.unchosen(LAYOUT.notEmpty().list()))
            .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
            .build());
  }

  private static Scenario.Builder world(String name, String about) {
    return Scenario.named("cancellation." + name)
        .about(about)
        .bytes(STOP + Long.BYTES)
        .fields(names -> LAYOUT.describe("queue", names))
        .fields(names -> names.word(STOP, Integer.BYTES, "stop"))
        .setUp((memory, environment) -> QueueFormat.create(memory, LAYOUT));
  }

  private static ParticipantContext cancellable(ProcessContext context, long period) {
    return Cancellable.of(
        context, new Cancellation(() -> context.memory().getIntOpaque(STOP) != 0, period));
  }

  private static void stop(ProcessContext context) {
    context.memory().setIntOpaque(STOP, 1);
  }

  /** Nobody puts anything, and nobody wakes: only the hook ends the wait. */
  private static Scenario.Builder consumer(String name, long period) {
    return world(name, "A consumer for whom nothing comes is cancelled.")
        .process(
            "consumer",
            context -> {
              ConditionQueue queue = QueueWorld.open(cancellable(context, period));
              Outcome outcome = queue.dequeue();
              context.require(outcome == Outcome.CANCELLED, "dequeue ended with " + outcome);
            })
        .process("canceller", CancellationScenarios::stop)
        .exhaustible();
  }

  /** Either there is room in time, or nothing was put. */
  private static Scenario producer() {
    return world("producer", "A producer that waits for room is cancelled, or has put its value.")
        .setUp((memory, environment) -> QueueWorld.createWith(memory, environment, 1))
        .process(
            "producer",
            context -> {
              ConditionQueue queue = QueueWorld.open(cancellable(context, PERIOD));
              Outcome outcome = queue.enqueue(2);
              boolean fine = outcome == Outcome.DONE || outcome == Outcome.CANCELLED;
              context.require(fine, "enqueue ended with " + outcome);
              context.record(QueueWorld.ENDED, outcome);
            })
        .process("consumer", context -> QueueWorld.takeAll(context, QueueWorld.open(context), 1))
        .process("canceller", CancellationScenarios::stop)
        .atEnd("put or not", CancellationScenarios::requirePutOrNot)
        .build();
  }

  private static void requirePutOrNot(EndState end) {
    ParticipantContext last = AllocatorWorld.lastOf(AllocatorWorld.copyOf(end.memory()));
    boolean there = ConditionQueue.open(last, 0).size() == 1;
    boolean said = end.recorded("producer", QueueWorld.ENDED).contains(Outcome.DONE);
    end.require(there == said, "producer ended with done: " + said + ", value is there: " + there);
  }

  /** Whoever is cancelled may have been chosen for the only wake-up, and must not keep it. */
  private static Scenario.Builder choice(String name, Weakening weakening) {
    return world(name, "A wake-up goes to somebody who is cancelled at this moment.")
        .process(
            "cancelled",
            context -> {
              ParticipantContext own = cancellable(context, PERIOD);
              ParticipantContext weakened =
                  new ParticipantContext(
                      weakening.of(own.memory()), own.environment(), own.participants());
              ConditionQueue queue = QueueWorld.open(weakened);
              if (queue.dequeue() == Outcome.DONE) {
                context.require(queue.pushBack(queue.value()) == Outcome.DONE, "cannot return");
              }
            })
        .process("patient", context -> QueueWorld.takeAll(context, QueueWorld.open(context), 1))
        .process("producer", context -> QueueWorld.put(context, QueueWorld.open(context), 1, 1))
        .process("canceller", CancellationScenarios::stop)
        .atEnd("all", end -> QueueWorld.requireAll(end, 1, "patient"))
        .faults(Faults.DEFAULT);
  }
}
