package dev.sharelock.model.scenarios;

import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.QueueWeakening;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.queue.QueueLayout;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Our queue with one thing weakened that is about waiting: wake-ups, time-outs, who leaves. */
public final class QueueProtocolMutants implements ScenarioProvider {
  private static final QueueLayout LAYOUT = QueueWorld.layout(1);
  private static final long NOT_EMPTY = LAYOUT.notEmpty().list();
  private static final long NOT_FULL = LAYOUT.notFull().list();

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.concat(
        Stream.of(
                QueueSmallScenarios.choicePassedOn(
                    "without-passing-on", through(Weakening.unchosen(NOT_EMPTY))),
                QueueSmallScenarios.roomPassedOn(
                    "without-passing-on-room", through(Weakening.unchosen(NOT_FULL))),
                QueueSmallScenarios.choicePassedOn(
                    "without-withdrawal", through(QueueWeakening.keptBits(NOT_EMPTY))),
                QueueSmallScenarios.roomPassedOn(
                    "without-withdrawal-from-room", through(QueueWeakening.keptBits(NOT_FULL))),
                QueueSmallScenarios.lookAfterTimeOut(
                    "without-look-after-time-out",
                    through(
                        QueueWeakening.withoutLookAfterTimeOut(
                            Set.of(LAYOUT.head(), LAYOUT.slot(0))::contains))),
                QueueWaitScenarios.deadlineStays(
                        "without-fixed-deadline", through(QueueWeakening.restartedTimeOuts(1_000)))
                    .exhaustible())
            .map(mutant -> mutant.mustFailWith(FailureKind.ASSERTION).build()),
        Stream.of(withoutChange(), withoutPassingOnWhatIsTooSmall()));
  }

  private static Function<ProcessContext, ParticipantContext> through(Weakening weakening) {
    return context -> QueueMutants.weakened(context, weakening);
  }

  /** Who waits for more than there is does not see that others sleep (V6). */
  private static Scenario withoutPassingOnWhatIsTooSmall() {
    return QueueSmallScenarios.roomForTwo(
            "without-passing-on-what-is-too-small", through(Weakening.blindTo(NOT_FULL)))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  /** The word of the sleeper does not change, so the wake-up can fall before the sleep (V2). */
  private static Scenario withoutChange() {
    Weakening unchanged = Weakening.withoutWrites(LAYOUT.waiting(2));
    return QueueMutants.without("change-before-wake-up")
        .process(
            "producer",
            context -> QueueWorld.put(context, QueueMutants.open(context, unchanged), 1, 1))
        .process("consumer", context -> QueueWorld.takeAll(context, QueueWorld.open(context), 1))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .exhaustible()
        .build();
  }
}
