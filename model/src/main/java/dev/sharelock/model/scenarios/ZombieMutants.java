package dev.sharelock.model.scenarios;

import dev.sharelock.model.scenario.ContextWithMemory;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.HeapWeakening;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Fencing with one part of it left out: what an evicted participant has is not kept apart, it is
 * not refused, or what it does late is not made to fail. Each must be caught.
 */
public final class ZombieMutants implements ScenarioProvider {
  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        withoutQuarantine("allocator", "zombie-keeps", "survivor"),
        withoutQuarantine("allocator", "zombie-gives-back", "survivor"),
        withoutRefusal("allocator", "zombie-allocates"),
        withoutQuarantine("directory", "zombie-builds", "survivor"),
        withoutQuarantine("ring", "zombie-keeps-its-role", "survivor"),
        withoutQuarantine("queue", "zombie-keeps-its-seat", "survivor"),
        withoutRefusal("queue", "zombie-waits"),
        withoutQuarantine("queue", "blocks-zombie-takes-and-works", "survivor"),
        withoutQuarantine("relay", "zombie-passes", "survivor"),
        withoutQuarantine("doorbell", "zombie-keeps-its-slot", "survivor"),
        withoutQuarantine("doorbell", "zombie-keeps-its-rings", "survivor"),
        withoutRefusal("doorbell", "zombie-waits"),
        withoutLook("request", "zombie-does-not-read", "server"),
        withoutLook("pipe", "zombie-serves", "client"),
        withoutLook("queue", "blocks-zombie-recovers", "survivor"),
        withoutLook("relay", "zombie-holds", "survivor"),
        withoutLook("record", "zombie-fills", "survivor"),
        withoutLook("record", "producer-evicted", "consumer"),
        withoutUpdate("pipe", "zombie-leaves", "pipe.server"),
        withoutQuarantine("segment", "zombie-keeps-its-segment", "survivor"));
  }

  private static Scenario sound(String name) {
    return Stream.of(
            new AllocatorZombieScenarios(),
            new StructureZombieScenarios(),
            new QueueZombieScenarios(),
            new BlockQueueZombieScenarios(),
            new BellZombieScenarios(),
            new PipeZombieScenarios(),
            new RecordZombieScenarios(),
            new RecordPeerScenarios())
        .flatMap(ScenarioProvider::scenarios)
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Others take somebody who was evicted for one who has ended. */
  private static Scenario withoutQuarantine(String structure, String base, String... others) {
    return mutant(structure, base, "quarantine", Misled.ABOUT_QUARANTINE::in, others);
  }

  /** The evicted one is never told. */
  private static Scenario withoutRefusal(String structure, String base) {
    return mutant(structure, base, "refusal", Misled.ABOUT_ITSELF::in, Zombies.ZOMBIE);
  }

  /** Others do not see that somebody was evicted. */
  private static Scenario withoutLook(String structure, String base, String... others) {
    return mutant(structure, base, "look", Misled.ABOUT_EVICTIONS::in, others);
  }

  /** The zombie looks at a word and changes it then, in two steps. */
  private static Scenario withoutUpdate(String structure, String base, String word) {
    Scenario sound = sound(structure + "." + base);
    long at = Weakened.offsets(sound, word::equals).first();
    UnaryOperator<ProcessContext> hesitant =
        context -> new ContextWithMemory(context, Weakening.splitUpdates(at).of(context.memory()));
    return mutant(structure, base, "update", hesitant, Zombies.ZOMBIE);
  }

  private static Scenario mutant(
      String structure,
      String base,
      String without,
      UnaryOperator<ProcessContext> weaker,
      String... processes) {
    String sound = structure + "." + base;
    return Weakened.withContext(sound(sound), sound + "-without-" + without, weaker, processes)
        .exhaustible()
        .mustFailWith(
            FailureKind.DATA_RACE,
            FailureKind.ASSERTION,
            FailureKind.EXCEPTION,
            FailureKind.DEADLOCK,
            FailureKind.LIVELOCK)
        .build();
  }

  /**
   * A taker whose late move takes the bit of a sender that has loaded the block again. The sender
   * has to come between two steps of the taker, which sampling meets too seldom to be asked for it.
   */
  static Scenario lateMove() {
    Scenario sound = sound("allocator.zombie-takes");
    Weakening late = HeapWeakening.movedTooLate(AllocatorMutants.wordsOf(sound).of("state"));
    return Weakened.of(sound, "allocator.zombie-takes-without-bit-of-taker", late, Zombies.ZOMBIE)
        .exhaustible()
        .mustFailWith(FailureKind.DATA_RACE, FailureKind.ASSERTION)
        .build();
  }
}
