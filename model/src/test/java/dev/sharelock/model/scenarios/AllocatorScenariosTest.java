package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.model.specimens.Weakening;
import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The allocator, its mutants and the published defects of allocators on the exhaustive engine. */
class AllocatorScenariosTest {
  private static final Budget DEEP = new Budget(Duration.ofMinutes(30), Long.MAX_VALUE, 20_000);

  /** A number that changes says that the allocator or the engine has changed: find out which. */
  @ParameterizedTest
  @CsvSource({
    "load-against-recycling, 76",
    "load-against-keeping, 824",
    "id-is-never-revived, 40",
    "two-allocate, 16",
    "one-chunk-for-two, 128",
    "give-back-against-allocate, 4680",
    "ticket-arrives, 816",
    "cancel-against-accept, 32",
    "load-of-what-was-sent, 1028",
    "load-of-what-a-holder-takes, 600",
    "leaving, 52",
    "loader-killed, 184",
    "sender-killed-alone, 12",
    "sender-killed, 374",
    "taker-killed, 64",
    "recoverers-compete, 867",
    "recovery-against-load, 554",
    "recoverer-killed, 66",
    "settler-killed, 41216",
    "two-die, 543",
    "allocator-killed, 13",
    "keeper-killed, 20",
    "run-former-killed, 16",
    "giver-killed, 15",
    "leaver-killed, 16",
    "record-is-given-away, 3160",
    "two-form-runs-small, 54",
    "run-against-slab-small, 14",
    "chunk-changes-its-use-small, 46450",
    "remote-release-small, 4467",
    "run-given-back-against-slab, 159",
    "run-given-back-against-run, 76",
    "zombie-allocates, 1642",
    "zombie-keeps, 1594",
    "zombie-retains, 266",
    "zombie-loads, 126",
    "zombie-sends, 398",
    "zombie-takes, 8378",
    "zombie-gives-back, 9626",
    "zombie-leaves, 148"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    EveryExecution.requireSound("allocator." + name, executions);
  }

  @ParameterizedTest
  @CsvSource({
    "remote-release, 239424",
    "giver-killed-among-others, 204060",
    "two-form-runs, 5139752"
  })
  @EnabledIfSystemProperty(named = "sharelock.deep", matches = ".*")
  void largerScenariosHaveNoFailingExecution(String name, long executions) {
    EveryExecution.requireSound("allocator." + name, executions, DEEP);
  }

  static Stream<Scenario> mutants() {
    return Stream.concat(
        Catalogue.installed().all().stream()
            .filter(scenario -> scenario.name().startsWith("allocator."))
            .filter(Scenario::exhaustible)
            .filter(scenario -> !scenario.mustFailWith().isEmpty()),
        Stream.of(AllocatorMutants.settlingByMoving(), ZombieMutants.lateMove()));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void everyMutantIsCaughtAndItsTokenRepeatsIt(Scenario mutant) {
    EveryExecution.requireCaught(mutant);
  }

  /**
   * Every ordered access is needed: without its order, this scenario fails. Accesses that are not
   * here are opaque already.
   */
  @ParameterizedTest
  @CsvSource({
    "state, UPDATE, ACQUIRE, load-against-recycling",
    "state, UPDATE, RELEASE, load-against-recycling",
    "chunk, UPDATE, ACQUIRE, leaving",
    "chunk, UPDATE, RELEASE, leaving",
    "participant, UPDATE, ACQUIRE, loader-killed",
    "participant, UPDATE, RELEASE, loader-killed",
    "recoverer, UPDATE, ACQUIRE, record-is-given-away",
    "recoverer, UPDATE, RELEASE, record-is-given-away",
    "outbox, UPDATE, ACQUIRE, load-of-what-a-holder-takes",
    "outbox, READ, OPAQUE, load-of-what-a-holder-takes",
    "state, READ, OPAQUE, load-of-what-a-holder-takes"
  })
  void everyOrderIsNecessary(String words, String access, AccessMode weaker, String caughtBy) {
    Scenario sound = Catalogue.installed().get("allocator." + caughtBy);
    LongPredicate sites = AllocatorMutants.wordsOf(sound).of(words);
    Weakening weakening = EveryExecution.weaker(access, sites, weaker);
    Scenario mutant = Weakened.of(sound, sound.name() + ".weakened", weakening).build();
    assertThat(EveryExecution.explore(mutant).failure()).isPresent();
  }

  /** Ten participants, some thousand operations in each execution, two deaths. */
  @Test
  void longRunsEndWithAHeapFromWhichEverythingComesBack() {
    Scenario soak = AllocatorSoakScenarios.soak("long-soak", 8, 400);
    Budget budget = new Budget(Duration.ofSeconds(60), 12, 400_000);
    Verdict verdict = new SamplingEngine(20_26).check(soak, budget, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.executions()).isGreaterThanOrEqualTo(12);
  }

  /** Eight participants, up to four deaths and successors, some thousand operations. */
  @Test
  void longRunsWithRestartsAreConsistentAfterEachRound() {
    Scenario restarts = AllocatorSoakScenarios.restarts("long-restarts", 8, 8, 50);
    Budget budget = new Budget(Duration.ofSeconds(60), 6, 400_000);
    Verdict verdict = new SamplingEngine(20_26).check(restarts, budget, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.executions()).isGreaterThanOrEqualTo(6);
  }
}
