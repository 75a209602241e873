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

/** Segments between real processes, which really race and are really killed. */
class SegmentForkedIT {
  private static final int ROUNDS = Integer.getInteger("sharelock.race.rounds", 20);
  private static final long SEED = 9;

  private static RaceReport race(String name, int rounds, JvmFlags flags) throws Exception {
    return ForkedRace.run(
        RealProcesses.scenario("segment." + name),
        new RaceSettings(SEED, rounds, flags, Duration.ofSeconds(30)));
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
    RealProcesses.requireSurvived("segment." + name, victim, access);
  }

  /** What the exhaustive engine has found by a token happens in real processes. */
  @ParameterizedTest
  @ValueSource(strings = {"without-state-update", "without-epoch"})
  void tokensOfMutantsFailInRealProcesses(String name) throws Exception {
    RealProcesses.requireRealFailure("segment." + name);
  }
}
