package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.MulticastWorld.LAYOUT;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.pipe.Subscriber;
import java.util.stream.Stream;

/** Multicasts with one thing less. Each must be caught, or that thing is not needed. */
public final class MulticastMutants implements ScenarioProvider {
  private static final long ACTIVE = LAYOUT.active(0);
  private static final long FRONT = LAYOUT.queue(0).head();

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
            wrong(
                MulticastSmallScenarios.succeedsTheDead(
                    "without-looking-after-beginning", MulticastMutants::openAndBeginLate)),
            wrong(
                    MulticastSmallScenarios.succeedsTheDead(
                        "without-order-of-beginning",
                        context ->
                            MulticastWorld.subscriber(context, Weakening.opaqueWrites(ACTIVE))))
                .needsReordering(), // sampling may find it, but not in the time of a build
            wrong(
                MulticastSmallScenarios.dropsOrTakes(
                    "without-looking-for-the-end-first", MulticastMutants::activeFirst)),
            wrong(
                MulticastSmallScenarios.comesAgain(
                    "without-numbers-of-subscriptions",
                    Weakening.withoutUpdates(LAYOUT.subscriptions()))),
            wrong(
                MulticastSmallScenarios.conflates(
                    "without-looking-again-before-dropping",
                    MulticastMutants::dropsWhateverIsFirst)),
            hanging(
                MulticastSmallScenarios.leaves(
                    "without-wake-of-leaving", Weakening.withoutWakes())),
            hanging(
                MulticastSmallScenarios.ends("without-wake-of-the-end", Weakening.withoutWakes())))
        .map(Scenario.Builder::build);
  }

  private static Scenario.Builder wrong(Scenario.Builder builder) {
    return builder.mustFailWith(FailureKind.ASSERTION);
  }

  private static Scenario.Builder hanging(Scenario.Builder builder) {
    return builder.mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP);
  }

  /** Drops what is there, and is active only after that. */
  private static Subscriber openAndBeginLate(ProcessContext context) {
    Weakening late = Weakening.withoutWrites(ACTIVE);
    Subscriber subscriber = MulticastWorld.subscriber(context, late);
    SharedMemory memory = context.memory();
    memory.setLongVolatile(ACTIVE, memory.getLongOpaque(LAYOUT.subscriptions()));
    return subscriber;
  }

  /** Looks whether it is active, and then whether the stream has ended. */
  private static SharedMemory activeFirst(SharedMemory memory) {
    return new MemoryDecorator(memory) {
      private long active;

      @Override
      protected long load(long at, int bytes, AccessMode mode) {
        if (at == LAYOUT.ended()) {
          active = super.load(ACTIVE, Long.BYTES, AccessMode.VOLATILE);
        }
        return at == ACTIVE ? active : super.load(at, bytes, mode);
      }
    };
  }

  /** Takes the first value although somebody else has taken one meanwhile. */
  private static SharedMemory dropsWhateverIsFirst(SharedMemory memory) {
    return takesWhateverIsFirst(memory, FRONT);
  }

  static SharedMemory takesWhateverIsFirst(SharedMemory memory, long front) {
    return new MemoryDecorator(memory) {
      @Override
      protected long compareAndExchange(
          long at, int bytes, AccessMode mode, long expected, long value) {
        long found = super.compareAndExchange(at, bytes, mode, expected, value);
        while (at == front && found != expected) {
          long other = found;
          found = super.compareAndExchange(at, bytes, mode, other, other + value - expected);
          if (found == other) {
            return expected;
          }
        }
        return found;
      }
    };
  }
}
