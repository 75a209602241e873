package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.forked.ForkedRace;
import dev.sharelock.model.forked.JvmFlags;
import dev.sharelock.model.forked.RaceReport;
import dev.sharelock.model.forked.RaceSettings;
import dev.sharelock.model.forked.ReplayedForked;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.ReplayToken;
import dev.sharelock.model.trace.TraceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The allocator between real processes, which really race and are really killed. */
class AllocatorForkedIT {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final int ROUNDS = Integer.getInteger("sharelock.race.rounds", 12);
  private static final long SEED = 7;

  /** Others may use shared memory at the same time; the names of our files have our process. */
  @AfterAll
  static void nothingIsLeft() throws Exception {
    if (Files.isDirectory(SHARED_MEMORY)) {
      String ours = "sharelock-forked-" + ProcessHandle.current().pid() + "-";
      try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
        assertThat(files.filter(file -> file.getFileName().toString().startsWith(ours))).isEmpty();
      }
    }
  }

  private static RaceReport race(String scenario, int rounds) throws Exception {
    return ForkedRace.run(
        RealProcesses.scenario(scenario),
        new RaceSettings(SEED, rounds, JvmFlags.POLLING, Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reuse-race", "one-chunk-for-two", "ticket-arrives"})
  void participantsRace(String name) throws Exception {
    assertThat(race("allocator." + name, ROUNDS / 2).failure()).isEmpty();
  }

  /** The race that reuse counts are for is real: without them, a process reads another content. */
  @Test
  void withoutReuseCountsAnOldIdLeadsToAnotherContent() throws Exception {
    RaceReport report = race("allocator.reuse-race-without-generation-check", 7 * ROUNDS);
    assertThat(report.failure().orElseThrow()).contains(" holds ");
  }

  /** At random places, and then everything comes back. */
  @ParameterizedTest
  @ValueSource(strings = {"loader-killed", "taker-killed"})
  void participantsAreKilledAtRandom(String name) throws Exception {
    RaceReport report = race("allocator." + name, Math.max(1, ROUNDS / 5));
    assertThat(report.failure()).isEmpty();
    assertThat(report.kills()).isPositive();
  }

  /** A victim is really killed before its k-th access, and a survivor gets everything back. */
  @ParameterizedTest
  @CsvSource({
    "allocator-killed, 0, 12",
    "allocator-killed, 0, 17",
    "run-former-killed, 0, 15",
    "giver-killed, 0, 25",
    "sender-killed, 0, 14",
    "taker-killed, 1, 3"
  })
  void participantsAreKilledAtChosenAccesses(String name, int victim, int access) throws Exception {
    RealProcesses.requireSurvived("allocator." + name, victim, access);
  }

  /** A participant is evicted and its process really stopped before its k-th access. */
  @ParameterizedTest
  @ValueSource(ints = {17, 30})
  void participantsAreEvictedAtChosenAccesses(int access) throws Exception {
    Scenario scenario = RealProcesses.scenario("allocator.zombie-gives-back");
    ReplayToken token = new ReplayToken(scenario.name(), "random", "abc.l120.p0-" + access);
    List<TraceEvent> events = RealProcesses.ENGINE.record(scenario, token).events();
    ReplayedForked replayed = RealProcesses.repeat(scenario, events);
    assertThat(replayed.failure()).as(replayed.message()).isNull();
    assertThat(replayed.stopped()).isEqualTo(1);
  }

  /** What the exhaustive engine has found by a token happens in real processes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "specimen.count-before-generation",
        "specimen.drop-before-load",
        "specimen.blind-free",
        "allocator.without-hint-before-bit",
        "allocator.without-intent-before-entry"
      })
  void tokensOfMutantsFailInRealProcesses(String name) throws Exception {
    RealProcesses.requireRealFailure(name);
  }
}
