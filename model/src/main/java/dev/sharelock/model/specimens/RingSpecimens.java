package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.SpecimenRing.HEAD;
import static dev.sharelock.model.specimens.SpecimenRing.TAIL;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.trace.FailureKind;
import java.util.Arrays;
import java.util.stream.Stream;

/** Published defects of rings, each in the smallest scenario that shows it. */
public final class RingSpecimens implements ScenarioProvider {
  private static final long SHUTDOWN = SpecimenRing.WRAP_HEAD;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        storeBuffering(),
        noSecondLook(),
        wakeOnFullEdge(),
        statelessWrap(),
        twoStoreWrap(),
        lateInitialisation(),
        prematureTimeOut(),
        shutdownWithoutChange(),
        sharedCredits(),
        HeadFirstRing.scenario(),
        NoRoleRing.scenario(),
        unorderedIndex());
  }

  static Scenario.Builder specimen(String name, String about) {
    return Scenario.named("specimen." + name)
        .about(about)
        .bytes(SpecimenRing.BYTES)
        .fields(SpecimenRing::describe)
        .faults(Faults.NONE);
  }

  private static void requireCounters(SharedMemory memory) {
    long head = memory.getLongVolatile(HEAD);
    long tail = memory.getLongVolatile(TAIL);
    if (tail > head) {
      throw new AssertionError("the tail has overtaken the head: head=" + head + ", tail=" + tail);
    }
  }

  private static Scenario storeBuffering() {
    return specimen(
            "store-buffering",
            "S1: a wake-up is lost because a store is not ordered before a load.")
        .process("producer", c -> SpecimenWaits.publishWithoutFence(c.memory(), 1))
        .process(
            "consumer",
            c -> {
              SpecimenWaits.awaitWithoutFence(c.memory());
              SpecimenRing.take(c.memory());
            })
        .needsWeakMemory()
        .exhaustible()
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static Scenario noSecondLook() {
    return specimen(
            "no-second-look", "A sleeper does not look again after it has announced itself.")
        .process("producer", c -> SpecimenWaits.publishWithFence(c.memory(), 1))
        .process(
            "consumer",
            c -> {
              SpecimenWaits.awaitWithoutSecondLook(c.memory());
              SpecimenRing.take(c.memory());
            })
        .exhaustible()
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static Scenario wakeOnFullEdge() {
    return specimen("wake-on-full-edge", "S2: the producer is woken only if the ring was full.")
        .setUp((memory, environment) -> memory.setLongOpaque(HEAD, 8))
        .process("producer", c -> SpecimenWaits.awaitSpace(c.memory(), 12))
        .process("consumer", c -> SpecimenWaits.releaseAndWakeIfItWasFull(c.memory(), 8))
        .exhaustible()
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static Scenario statelessWrap() {
    byte[] message = {4, 1, 2, 3, 4, 5, 6, 7};
    return specimen("stateless-wrap", "S5: the sides ask for different sizes and disagree.")
        .setUp((memory, environment) -> StatelessWrap.format(memory, 10))
        .process("producer", c -> StatelessWrap.publish(c.memory(), message))
        .process(
            "consumer",
            c -> {
              byte[] start = StatelessWrap.take(c.memory(), 4);
              if (start != null) {
                c.require(
                    Arrays.equals(start, Arrays.copyOf(message, 4)),
                    "read padding: " + Arrays.toString(start));
              }
            })
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION, FailureKind.DATA_RACE)
        .build();
  }

  private static Scenario twoStoreWrap() {
    return specimen("two-store-wrap", "S7: the producer dies between the two stores of a commit.")
        .setUp((memory, environment) -> TwoStoreWrap.format(memory))
        .process("producer", c -> TwoStoreWrap.publish(c.memory(), 8))
        .afterDeathOf(
            "producer",
            "successor",
            c -> {
              TwoStoreWrap.publish(c.memory(), 4);
              if (c.memory().getLongAcquire(HEAD) > c.memory().getLongOpaque(TAIL)) {
                TwoStoreWrap.release(c.memory(), 4);
              }
            })
        .faults(Faults.NONE.killing(1, "producer"))
        .invariant("R1", RingSpecimens::requireCounters)
        .atEnd("R1", end -> requireCounters(end.memory()))
        .exhaustible()
        .mustFailWith(FailureKind.INVARIANT, FailureKind.ASSERTION)
        .build();
  }

  private static Scenario lateInitialisation() {
    return specimen("late-initialisation", "S8: the creator stores the head after others attached.")
        .process(
            "creator",
            c -> {
              c.memory().setIntVolatile(SpecimenRing.SIGNAL, SpecimenRing.CAPACITY);
              c.memory().setLongVolatile(TAIL, 0);
              c.memory().setLongVolatile(HEAD, 0);
            })
        .process(
            "client",
            c -> {
              if (c.memory().getIntVolatile(SpecimenRing.SIGNAL) != 0) {
                SpecimenRing.publish(c.memory(), 1);
                c.record("published", 1L);
              }
            })
        .atEnd(
            "the message is there",
            end ->
                end.require(
                    end.memory().getLongVolatile(HEAD)
                        == end.recorded("client", "published").size(),
                    "the message has vanished"))
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static Scenario prematureTimeOut() {
    return specimen("premature-time-out", "S12: a wake-up for too little counts as a time-out.")
        .process("producer", c -> SpecimenWaits.publishAndSignal(c.memory(), 1))
        .process(
            "consumer",
            c -> {
              long start = c.environment().nanoTime();
              boolean there = SpecimenWaits.awaitSlotsOnce(c.memory(), c.environment(), 2, 1_000);
              c.require(
                  there || c.environment().nanoTime() - start >= 1_000,
                  "timed out after " + (c.environment().nanoTime() - start) + " ns of 1000");
            })
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static Scenario shutdownWithoutChange() {
    return specimen("shutdown-without-change", "S13: the wake-up of a shutdown changes no word.")
        .process("server", c -> SpecimenWaits.awaitUnlessShutDown(c.memory(), SHUTDOWN))
        .process("main", c -> SpecimenWaits.shutDown(c.memory(), SHUTDOWN))
        .exhaustible()
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static Scenario sharedCredits() {
    return specimen("shared-credits", "B4: a successor inherits one credit too many.")
        .process(
            "producer",
            c -> {
              SharedCredits.publish(c.memory(), 1);
              SharedCredits.publish(c.memory(), 2);
            })
        .afterDeathOf(
            "producer",
            "successor",
            c -> {
              boolean more = true;
              for (int i = 3; i < 6 && more; i++) {
                more = SharedCredits.publish(c.memory(), i);
              }
            })
        .faults(Faults.NONE.killing(1, "producer"))
        .atEnd(
            "never more than fit",
            end -> {
              long used = end.memory().getLongVolatile(HEAD) - end.memory().getLongVolatile(TAIL);
              end.require(used <= SharedCredits.SLOTS, used + " messages in two slots");
            })
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static Scenario unorderedIndex() {
    return specimen("unordered-index", "The index is published without release.")
        .process(
            "producer",
            c -> {
              c.memory().writeLong(SpecimenRing.slot(0), 7);
              c.memory().setLongOpaque(HEAD, 1);
            })
        .process(
            "consumer",
            c -> {
              if (!SpecimenRing.isEmpty(c.memory())) {
                c.require(SpecimenRing.take(c.memory()) == 7, "the slot is not written yet");
              }
            })
        .exhaustible()
        .mustFailWith(FailureKind.DATA_RACE, FailureKind.ASSERTION)
        .build();
  }
}
