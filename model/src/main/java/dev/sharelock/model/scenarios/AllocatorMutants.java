package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.AllocatorWorld.open;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.HeapWeakening;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/** Our allocator with one thing weakened. Each must be caught, or that thing is not needed. */
public final class AllocatorMutants implements ScenarioProvider {
  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        mutant(
            "generation-check",
            "load-against-recycling",
            words -> HeapWeakening.withoutGeneration(words.of("state"), AllocatorWorld.MAIL),
            "loader"),
        reuseRace(),
        mutant(
            "check-before-count",
            "late-loader",
            words -> HeapWeakening.countFirst(words.of("state"), holders(words)),
            "loader"),
        mutant(
            "act-with-check",
            "one-chunk-for-two",
            words -> HeapWeakening.splitUpdates(words.of("state"))),
        mutant(
            "release-of-states",
            "one-chunk-for-two",
            words -> HeapWeakening.updates(words.of("state"), AccessMode.ACQUIRE)),
        mutant(
            "acquire-of-states",
            "one-chunk-for-two",
            words -> HeapWeakening.updates(words.of("state"), AccessMode.RELEASE)),
        mutant(
            "deriving-recovery",
            "recoverers-compete",
            words ->
                HeapWeakening.ignoredUpdates(words.of("recoverer"))
                    .and(HeapWeakening.addingUpdates(words.of("state"))),
            "one",
            "other"),
        mutant(
            "hint-before-bit",
            "allocator-killed",
            words -> HeapWeakening.lateWrites(words.of("hints"), words.of("state"))),
        mutant(
            "intent-before-entry",
            "late-taker",
            words -> HeapWeakening.lateWrites(words.of("intent"), words.of("outbox"))));
  }

  /** The same long enough for two real processes. */
  private static Scenario reuseRace() {
    Scenario sound = sound("reuse-race");
    LongPredicate states = wordsOf(sound).of("state");
    Weakening weaker = HeapWeakening.withoutGeneration(states, AllocatorWorld.MAIL);
    return Weakened.of(sound, "allocator.reuse-race-without-generation-check", weaker, "loader")
        .mustFailWith(FailureKind.DATA_RACE, FailureKind.ASSERTION)
        .build();
  }

  /**
   * Recovery that frees what a dead taker was taking, instead of moving it to that one first. It
   * needs two deaths at the right places, which sampling meets too seldom to be asked for it.
   */
  static Scenario settlingByMoving() {
    return mutant(
        "settling-by-moving",
        "settler-killed",
        words -> HeapWeakening.clearedInsteadOfMoved(words.of("state")),
        "first",
        "second");
  }

  /** The words of a scenario by what they are. */
  @FunctionalInterface
  interface Words {
    LongPredicate of(String field);
  }

  static Words wordsOf(Scenario scenario) {
    return field ->
        Weakened.words(scenario, name -> name.matches("heap[.](holder.*[.])?" + field + ".*"));
  }

  private static LongUnaryOperator holders(Words words) {
    LongPredicate participants = words.of("participant");
    long first = AllocatorWorld.HEAP + 128;
    return offset -> participants.test(offset) ? (offset - first) / 128 : -1;
  }

  private static Scenario sound(String name) {
    return Stream.of(
            new AllocatorScenarios().scenarios(),
            new AllocatorDeathScenarios().scenarios(),
            Stream.of(lateLoader(), lateTaker()))
        .flatMap(scenarios -> scenarios)
        .filter(scenario -> scenario.name().equals("allocator." + name))
        .findFirst()
        .orElseThrow();
  }

  /** A loader that waits for an id, so that the two surely meet. */
  private static Scenario lateLoader() {
    return AllocatorWorld.heap("late-loader", "An id is loaded while its block is used again.", 3)
        .process(
            "owner",
            context -> {
              Allocator allocator = open(context);
              AllocatorWorld.mailIdAndRelease(context, allocator);
              AllocatorWorld.useOnce(context, allocator, AllocatorWorld.SMALL);
              AllocatorWorld.useOnce(context, allocator, AllocatorWorld.SMALL);
            })
        .process(
            "loader",
            context -> {
              Allocator allocator = open(context);
              AllocatorWorld.awaitMail(context);
              AllocatorWorld.loadIfThere(context, allocator);
            })
        .faults(Faults.NONE)
        .build();
  }

  /** A taker that waits for a ticket. */
  private static Scenario lateTaker() {
    return AllocatorWorld.heap("late-taker", "A participant dies while it accepts.", 4)
        .process("sender", context -> AllocatorWorld.mailTicket(context, open(context)))
        .process(
            "victim",
            context -> {
              Allocator allocator = open(context);
              AllocatorWorld.awaitMail(context);
              AllocatorWorld.acceptMail(context, allocator);
            })
        .afterDeathOf("victim", "survivor", AllocatorWorld::recover)
        .faults(Faults.NONE.killing(1, "victim"))
        .build();
  }

  private static Scenario mutant(
      String name, String base, Function<Words, Weakening> weakening, String... processes) {
    Scenario sound = sound(base);
    Weakening weaker = weakening.apply(wordsOf(sound));
    return Weakened.of(sound, "allocator.without-" + name, weaker, processes)
        .exhaustible()
        .mustFailWith(FailureKind.DATA_RACE, FailureKind.ASSERTION)
        .build();
  }
}
