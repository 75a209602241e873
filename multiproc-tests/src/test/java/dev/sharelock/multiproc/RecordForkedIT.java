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

/** Records, doorbells and requests between real processes, which race and are killed. */
class RecordForkedIT {
  private static final int ROUNDS = Integer.getInteger("sharelock.race.rounds", 20);
  private static final long SEED = 7;
  private static final SamplingEngine ENGINE = new SamplingEngine(11);
  private static final Budget BUDGET = new Budget(Duration.ofSeconds(30), 20_000, 5_000);

  private static RaceReport race(String scenario, int rounds) throws Exception {
    return ForkedRace.run(
        Catalogue.installed().get(scenario),
        new RaceSettings(SEED, rounds, JvmFlags.FUTEX, Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"record.many-to-many", "record.left-behind", "record.segment", "request.deferred"})
  void participantsRace(String scenario) throws Exception {
    assertThat(race(scenario, Math.max(1, ROUNDS / 4)).failure()).isEmpty();
  }

  /** At random places; nothing that was sent is lost or comes twice, and every block comes back. */
  @ParameterizedTest
  @ValueSource(
      strings = {"record.producer-killed", "record.consumer-killed", "doorbell.producer-killed"})
  void participantsAreKilledAtRandom(String scenario) throws Exception {
    RaceReport report = race(scenario, Math.max(1, ROUNDS / 5));
    assertThat(report.failure()).isEmpty();
    assertThat(report.kills()).isPositive();
  }

  /** A victim is really killed before its k-th access, and a survivor goes on. */
  @ParameterizedTest
  @CsvSource({
    "record.all-killed, 0, 128",
    "record.receiver-killed, 1, 47",
    "record.segment-initialiser-killed, 0, 21",
    "request.server-follows, 1, 20"
  })
  void participantsAreKilledAtChosenAccesses(String name, int victim, int access) throws Exception {
    Scenario scenario = Catalogue.installed().get(name);
    ReplayToken token =
        new ReplayToken(scenario.name(), "random", "abc.l400.k" + victim + "-" + access);
    List<TraceEvent> events = ENGINE.record(scenario, token).events();
    assertThat(events).anyMatch(event -> event.kind() == EventKind.KILL);
    ReplayedForked replayed = ForkedReplay.run(scenario, events, JvmFlags.POLLING);
    assertThat(replayed.failure()).as(replayed.message()).isNull();
    assertThat(replayed.killed()).isEqualTo(1);
  }

  /** What the exhaustive engine has found by a token happens in real processes. */
  @ParameterizedTest
  @ValueSource(strings = {"record.without-producer-update", "record.without-address"})
  void tokensOfMutantsFailInRealProcesses(String name) throws Exception {
    Scenario scenario = Catalogue.installed().get(name);
    ExhaustiveEngine engine = ExhaustiveEngine.under(MemoryModel.RC11);
    Failure found = engine.check(scenario, BUDGET, Progress.NONE).failure().orElseThrow();
    Failure failure = Interleaving.of(scenario, found).orElseThrow();
    ReplayedForked replayed = ForkedReplay.run(scenario, failure.events(), JvmFlags.POLLING);
    assertThat(replayed.failure()).as(replayed.message()).isEqualTo(found.kind());
  }
}
