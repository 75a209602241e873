package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.RingWorld.BASE;
import static dev.sharelock.model.scenarios.RingWorld.LAYOUT;

import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.waiting.WaitPolicy;
import java.util.stream.Stream;

/** Our ring with one thing weakened. Each must be caught, or that thing is not needed. */
public final class RingMutants implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        racy("head-released", Weakening.opaqueWrites(LAYOUT.head()), 1),
        racy("head-acquired", Weakening.opaqueReads(LAYOUT.head()), 1),
        racy("tail-released", Weakening.opaqueWrites(LAYOUT.tail()), 6),
        racy("tail-acquired", Weakening.opaqueReads(LAYOUT.tail()), 6),
        sleepy("wake", Weakening.withoutWakes()),
        weakOnly("light-fence", Weakening.withoutFence(FenceKind.LIGHT)),
        weakOnly("heavy-fence", Weakening.withoutFence(FenceKind.HEAVY)));
  }

  private static Scenario.Builder mutant(String name, Weakening weakening, int frames) {
    return RingWorld.ring("without-" + name, "The ring without its " + name.replace('-', ' ') + ".")
        .process(
            "producer", context -> RingWorld.send(context, producer(context, weakening), 0, frames))
        .process(
            "consumer", context -> RingWorld.takeAll(context, consumer(context, weakening), frames))
        .faults(Faults.NONE);
  }

  static ParticipantContext weakened(ProcessContext context, Weakening weakening) {
    return new ParticipantContext(
        weakening.of(context.memory()), context.environment(), context.participants());
  }

  static FrameProducer producer(ProcessContext context, Weakening weakening) {
    return FrameProducer.open(weakened(context, weakening), BASE, WaitPolicy.UNTIL_WOKEN);
  }

  static FrameConsumer consumer(ProcessContext context, Weakening weakening) {
    return FrameConsumer.open(weakened(context, weakening), BASE, WaitPolicy.UNTIL_WOKEN);
  }

  /** A mutant in which the two sides touch the same bytes at the same time. */
  private static Scenario racy(String name, Weakening weakening, int frames) {
    return mutant(name, weakening, frames)
        .mustFailWith(FailureKind.DATA_RACE, FailureKind.ASSERTION)
        .build();
  }

  /** A mutant in which somebody sleeps for ever. */
  private static Scenario sleepy(String name, Weakening weakening) {
    return mutant(name, weakening, 1)
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP, FailureKind.LIVELOCK)
        .build();
  }

  /** A mutant in which somebody sleeps for ever, but only where stores are buffered. */
  private static Scenario weakOnly(String name, Weakening weakening) {
    return mutant(name, weakening, 1)
        .needsWeakMemory()
        .exhaustible()
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }
}
