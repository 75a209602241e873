package dev.sharelock.model.scenarios;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.scenarios.RecordWorld.FirstChannel;
import dev.sharelock.model.specimens.HeapWeakening;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** Our channels of records with one thing weakened. Each must be caught, or it is not needed. */
public final class RecordMutants implements ScenarioProvider {
  private static final FirstChannel FIRST = RecordWorld.firstChannel();
  private static final long JOINED = FIRST.base() + 0x008;
  private static final long PRODUCER = FIRST.base() + 0x080;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        mutant("block-update", "sides-are-limited", HeapWeakening.splitUpdates(words("block"))),
        mutant("producer-update", "sides-are-limited", Weakening.splitUpdates(PRODUCER)),
        mutant("filler-update", "segment", HeapWeakening.splitUpdates(words("filler"))),
        mutant("address", "recovery-leaves-the-living", withoutAddresses()),
        weakened("wake-of-leaver", "producer-leaves", Weakening.withoutWakes(), "producer")
            .untimed()
            .build(),
        mutant("wait-for-the-first", "producers-change", Weakening.constant(JOINED, 1), "consumer"),
        mutant("second-count", "producers-change", withoutSecondCount(), "consumer"),
        withoutQuestion(),
        weakOnly("block-release", HeapWeakening.updates(words("block"), AccessMode.ACQUIRE)),
        weakOnly("block-acquire", HeapWeakening.reads(words("block"), AccessMode.OPAQUE)));
  }

  /** The words of the table with a name. */
  static LongPredicate words(String field) {
    return Weakened.words(sound("segment"), name -> name.startsWith("table." + field + "["));
  }

  /** Records do not say where they go. */
  private static Weakening withoutAddresses() {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected void store(long at, int bytes, AccessMode mode, long value) {
            if (value != FIRST.id()) {
              super.store(at, bytes, mode, value);
            }
          }
        };
  }

  /** After the last place, producers are not counted again. */
  private static Weakening withoutSecondCount() {
    return memory ->
        new MemoryDecorator(memory) {
          private long before;
          private long counted;

          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            long found = super.load(at, bytes, mode);
            boolean again = at == JOINED && before == PRODUCER + Long.BYTES;
            counted = at == JOINED && !again ? found : counted;
            before = at;
            return again ? counted : found;
          }
        };
  }

  private static Scenario sound(String name) {
    return Stream.of(new RecordScenarios(), new RecordSmallScenarios(), new RecordPeerScenarios())
        .flatMap(ScenarioProvider::scenarios)
        .filter(scenario -> scenario.name().equals("record." + name))
        .findFirst()
        .orElseThrow();
  }

  private static Scenario mutant(
      String name, String base, Weakening weakening, String... processes) {
    return weakened(name, base, weakening, processes).build();
  }

  /** The consumer takes all producers for alive. */
  private static Scenario withoutQuestion() {
    return mustBeCaught(
            Weakened.withContext(
                sound("producer-dies"),
                "record.without-look-for-the-dead",
                Misled.ABOUT_DEATHS::in,
                "consumer"))
        .build();
  }

  /** A mutant that fails only where a read can be older than what was written. */
  private static Scenario weakOnly(String name, Weakening weakening) {
    return weakened(name, "sides-are-limited", weakening).needsWeakMemory().build();
  }

  private static Scenario.Builder weakened(
      String name, String base, Weakening weakening, String... processes) {
    return mustBeCaught(Weakened.of(sound(base), "record.without-" + name, weakening, processes));
  }

  private static Scenario.Builder mustBeCaught(Scenario.Builder mutant) {
    return mutant
        .exhaustible()
        .mustFailWith(
            FailureKind.ASSERTION,
            FailureKind.DATA_RACE,
            FailureKind.EXCEPTION,
            FailureKind.DEADLOCK,
            FailureKind.LOST_WAKE_UP);
  }
}
