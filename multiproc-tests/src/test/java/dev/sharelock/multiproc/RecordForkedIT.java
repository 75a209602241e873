package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.forked.ForkedRace;
import dev.sharelock.model.forked.JvmFlags;
import dev.sharelock.model.forked.RaceReport;
import dev.sharelock.model.forked.RaceSettings;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records, doorbells and requests between real processes, which race and are killed. */
class RecordForkedIT {
  private static final int ROUNDS = Integer.getInteger("sharelock.race.rounds", 12);
  private static final long SEED = 7;

  private static RaceReport race(String scenario, int rounds) throws Exception {
    return ForkedRace.run(
        RealProcesses.scenario(scenario),
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
      strings = {
        "record.producer-killed",
        "record.producer-dies",
        "record.consumer-killed",
        "doorbell.producer-killed"
      })
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
    "record.producer-dies, 1, 60",
    "request.server-follows, 1, 20"
  })
  void participantsAreKilledAtChosenAccesses(String name, int victim, int access) throws Exception {
    RealProcesses.requireSurvived(name, victim, access);
  }

  /** What the exhaustive engine has found by a token happens in real processes. */
  @ParameterizedTest
  @ValueSource(strings = {"record.without-producer-update", "record.without-address"})
  void tokensOfMutantsFailInRealProcesses(String name) throws Exception {
    RealProcesses.requireRealFailure(name);
  }
}
