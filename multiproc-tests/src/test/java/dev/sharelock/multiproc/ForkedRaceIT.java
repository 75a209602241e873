package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.forked.ForkedRace;
import dev.sharelock.model.forked.JvmFlags;
import dev.sharelock.model.forked.RaceReport;
import dev.sharelock.model.forked.RaceSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios on real JVMs that race, are delayed and are killed. */
class ForkedRaceIT {
  private static final int ROUNDS = Integer.getInteger("sharelock.race.rounds", 12);

  private static long seed() {
    String given = System.getProperty("sharelock.race.seed");
    return given == null ? new SecureRandom().nextLong() : Long.decode(given);
  }

  private static RaceReport race(String scenario, JvmFlags flags) throws Exception {
    long seed = seed();
    System.out.printf(
        "race of %s: -Dsharelock.race.seed=%d -Dsharelock.race.rounds=%d%n",
        scenario, seed, ROUNDS);
    return ForkedRace.run(
        Catalogue.installed().get(scenario),
        new RaceSettings(seed, ROUNDS, flags, Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @CsvSource({
    "ring.wrap-around, true",
    "ring.wrap-around, false",
    "ring.both-blocked, true",
    "ring.both-blocked, false",
    "ring.close-while-blocked, true",
    "ring.attach-during-creation, true",
    "ring.two-producers, true"
  })
  void theRingWorksBetweenProcesses(String scenario, boolean futex) throws Exception {
    RaceReport report = race(scenario, futex ? JvmFlags.FUTEX : JvmFlags.POLLING);
    assertThat(report.failure()).isEmpty();
  }

  @Test
  void aRaceThatIsToStopEndsWithWhatItHasDone() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    RaceReport report =
        ForkedRace.run(
            Catalogue.installed().get("ring.close"),
            new RaceSettings(seed(), ROUNDS, JvmFlags.FUTEX, Duration.ofSeconds(30)),
            () -> asked.incrementAndGet() == 3);
    assertThat(report.rounds()).isEqualTo(2);
    assertThat(report.failure()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ring.producer-replaced", "ring.consumer-replaced"})
  void theRingSurvivesTheDeathOfProcesses(String scenario) throws Exception {
    RaceReport report = race(scenario, JvmFlags.FUTEX);
    assertThat(report.failure()).isEmpty();
    assertThat(report.kills()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "variable.owner-killed-while-awaited",
    "variable.place-taken-over",
    "variable.recoverers-compete",
    "segment.receiver-killed"
  })
  void valuesAndSegmentsSurviveTheDeathOfProcesses(String scenario) throws Exception {
    RaceReport report = race(scenario, JvmFlags.FUTEX);
    assertThat(report.failure()).isEmpty();
    assertThat(report.kills()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"queue.many, true"})
  void theQueueWorksBetweenProcesses(String scenario, boolean futex) throws Exception {
    RaceReport report = race(scenario, futex ? JvmFlags.FUTEX : JvmFlags.POLLING);
    assertThat(report.failure()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"queue.blocks-rival-killed"})
  void theQueueSurvivesTheDeathOfProcesses(String scenario) throws Exception {
    RaceReport report = race(scenario, JvmFlags.FUTEX);
    assertThat(report.failure()).isEmpty();
    assertThat(report.kills()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"specimen.stateless-wrap"})
  void aBrokenRingIsCaught(String scenario) throws Exception {
    assertThat(race(scenario, JvmFlags.FUTEX).failure()).isPresent();
  }
}
