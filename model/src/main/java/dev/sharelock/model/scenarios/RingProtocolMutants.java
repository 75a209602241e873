package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.RingWorld.BASE;
import static dev.sharelock.model.scenarios.RingWorld.CAPACITY;
import static dev.sharelock.model.scenarios.RingWorld.ENDED;
import static dev.sharelock.model.scenarios.RingWorld.LAYOUT;

import dev.sharelock.Outcome;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import java.util.stream.Stream;

/**
 * Our ring with one thing weakened that is not the transfer of bytes: going to sleep, closing,
 * creation, roles, bystanders.
 */
public final class RingProtocolMutants implements ScenarioProvider {
  private static final Weakening NONE = memory -> memory;

  @Override
  public Stream<Scenario> scenarios() {
    long word = LAYOUT.consumerWaiting();
    return Stream.of(
        asleep("second-look", NONE, Weakening.withoutSecondLook(word, LAYOUT.head())),
        asleep("reset", Weakening.withoutWrites(word), NONE),
        closedWithoutFence(),
        closedTooEarly(),
        created("format-release", Weakening.opaqueWrites(LAYOUT.format()), NONE),
        created("format-acquire", NONE, Weakening.opaqueReads(LAYOUT.format())),
        rolesWithoutUpdate(),
        bystanderWithoutAcquire());
  }

  private static Scenario.Builder without(String name, String about) {
    return RingWorld.ring("without-" + name, about).faults(Faults.NONE);
  }

  private static Body sending(Weakening weakening) {
    return context -> RingWorld.send(context, RingMutants.producer(context, weakening), 0, 1);
  }

  private static Body taking(Weakening weakening) {
    return context -> RingWorld.takeAll(context, RingMutants.consumer(context, weakening), 1);
  }

  /** A mutant of the way to sleep. */
  private static Scenario asleep(String name, Weakening producer, Weakening consumer) {
    return without(name, "Going to sleep without " + name.replace('-', ' ') + ".")
        .process("producer", sending(producer))
        .process("consumer", taking(consumer))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP, FailureKind.LIVELOCK)
        .build();
  }

  private static void close(ProcessContext context, Weakening weakening) {
    ByteRing.attach(RingMutants.weakened(context, weakening), BASE).wakeupAll();
  }

  private static Scenario closedWithoutFence() {
    return without("close-fence", "Closing without the fence before the wake-ups.")
        .process(
            "consumer", context -> RingWorld.takeUntilClosed(context, RingWorld.consumer(context)))
        .process("closer", context -> close(context, Weakening.withoutFence(FenceKind.FULL)))
        .needsReordering()
        .exhaustible()
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static Scenario closedTooEarly() {
    Weakening weakening = Weakening.opaqueReads(LAYOUT.state());
    return without("state-acquire", "The consumer sees the end before the last frame.")
        .process(
            "producer",
            context -> {
              FrameProducer producer = RingWorld.producer(context);
              RingWorld.send(context, producer, 0, 1);
              producer.wakeupAll();
            })
        .process(
            "consumer",
            context -> RingWorld.takeUntilClosed(context, RingMutants.consumer(context, weakening)))
        .atEnd("R2", end -> RingWorld.requireInOrder(end, "consumer", 1))
        .needsWeakMemory()
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  /** A mutant of creation: the ring is recognised before its words are there. */
  private static Scenario created(String name, Weakening creator, Weakening client) {
    return RingWorld.bare("without-" + name, "Creation without its " + name.replace('-', ' ') + ".")
        .process(
            "creator", context -> RingFormat.create(creator.of(context.memory()), BASE, CAPACITY))
        .process(
            "client",
            context -> {
              while (!RingFormat.isReady(client.of(context.memory()), BASE)) {
                context.environment().spinHint();
              }
              Outcome state = ByteRing.attach(RingMutants.weakened(context, client), BASE).state();
              context.require(state == Outcome.DONE, "state is " + state);
            })
        .faults(Faults.NONE)
        .needsWeakMemory()
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static void becomeProducer(ProcessContext context) {
    try {
      RingMutants.producer(context, Weakening.splitUpdates(LAYOUT.producer()));
      context.record(ENDED, "producer");
    } catch (IllegalStateException taken) {
      context.record("refused", taken.getMessage());
    }
  }

  private static void requireOneProducer(EndState end) {
    boolean both = !end.recorded("one", ENDED).isEmpty() && !end.recorded("other", ENDED).isEmpty();
    end.require(!both, "both are the producer");
  }

  private static Scenario rolesWithoutUpdate() {
    return without("role-update", "A role is taken by a read and a write.")
        .process("one", RingProtocolMutants::becomeProducer)
        .process("other", RingProtocolMutants::becomeProducer)
        .atEnd("one producer", RingProtocolMutants::requireOneProducer)
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static Scenario bystanderWithoutAcquire() {
    Weakening weakening = Weakening.opaqueReads(LAYOUT.tail());
    return RingScenarios.bystander(
            "without-bystander-acquire", context -> RingMutants.weakened(context, weakening))
        .needsWeakMemory()
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }
}
