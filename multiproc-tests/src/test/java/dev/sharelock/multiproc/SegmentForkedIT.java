package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.forked.ForkedRace;
import dev.sharelock.model.forked.ForkedReplay;
import dev.sharelock.model.forked.JvmFlags;
import dev.sharelock.model.forked.RaceReport;
import dev.sharelock.model.forked.RaceSettings;
import dev.sharelock.model.forked.ReplayedForked;
import dev.sharelock.model.run.Interleaving;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import dev.sharelock.model.trace.TraceEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments between real processes, which really race and are really killed. */
class SegmentForkedIT {
  private static final int ROUNDS = Integer.getInteger("sharelock.race.rounds", 20);
  private static final long SEED = 9;
  private static final SamplingEngine ENGINE = new SamplingEngine(11);
  private static final Budget BUDGET = new Budget(Duration.ofSeconds(30), 20_000, 5_000);

  private static Scenario scenario(String name) {
    return Catalogue.installed().get("segment." + name);
  }

  private static RaceReport race(String name, int rounds, JvmFlags flags) throws Exception {
    return ForkedRace.run(
        scenario(name), new RaceSettings(SEED, rounds, flags, Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"take-back-against-receive", "lend-and-return"})
  void membersRace(String name) throws Exception {
    assertThat(race(name, ROUNDS / 2, JvmFlags.FUTEX).failure()).isEmpty();
  }

  /** At random places; whoever is left takes over. */
  @ParameterizedTest
  @ValueSource(strings = {"sender-killed", "borrower-killed"})
  void ownersAreKilledAtRandom(String name) throws Exception {
    RaceReport report = race(name, Math.max(1, ROUNDS / 5), JvmFlags.FUTEX);
    assertThat(report.failure()).isEmpty();
    assertThat(report.kills()).isPositive();
  }

  /** Really killed before its k-th access: while it makes, signs, sends, receives, gives up. */
  @ParameterizedTest
  @CsvSource({
    "sender-killed, 0, 20",
    "sender-killed, 0, 40",
    "receiver-killed, 1, 16",
    "every-transition, 0, 18"
  })
  void ownersAreKilledAtChosenAccesses(String name, int victim, int access) throws Exception {
    Scenario scenario = scenario(name);
    String schedule = "abc.l120.k" + victim + "-" + access;
    ReplayToken token = new ReplayToken(scenario.name(), "random", schedule);
    List<TraceEvent> events = ENGINE.record(scenario, token).events();
    assertThat(events).anyMatch(event -> event.kind() == EventKind.KILL);
    ReplayedForked replayed = ForkedReplay.run(scenario, events, JvmFlags.POLLING);
    assertThat(replayed.failure()).as(replayed.message()).isNull();
    assertThat(replayed.killed()).isEqualTo(1);
  }

  /** What the exhaustive engine has found by a token happens in real processes. */
  @ParameterizedTest
  @ValueSource(strings = {"without-state-update", "without-epoch"})
  void tokensOfMutantsFailInRealProcesses(String name) throws Exception {
    Scenario scenario = scenario(name);
    ExhaustiveEngine engine = ExhaustiveEngine.under(MemoryModel.RC11);
    Failure found = engine.check(scenario, BUDGET, Progress.NONE).failure().orElseThrow();
    Failure failure = Interleaving.of(scenario, found).orElseThrow();
    ReplayedForked replayed = ForkedReplay.run(scenario, failure.events(), JvmFlags.POLLING);
    assertThat(replayed.failure()).as(replayed.message()).isEqualTo(found.kind());
  }
}
