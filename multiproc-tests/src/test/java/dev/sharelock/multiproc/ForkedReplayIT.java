package dev.sharelock.multiproc;

import static dev.sharelock.multiproc.RealProcesses.BUDGET;
import static dev.sharelock.multiproc.RealProcesses.ENGINE;
import static dev.sharelock.multiproc.RealProcesses.repeat;
import static dev.sharelock.multiproc.RealProcesses.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.forked.DivergedException;
import dev.sharelock.model.forked.ReplayedForked;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the sampling engine has found, and what it has only run, again in real JVMs over a real
 * file.
 */
class ForkedReplayIT {
  private static Failure found(Scenario scenario) {
    return ENGINE.check(scenario, BUDGET, Progress.NONE).failure().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "specimen.two-store-wrap",
        "specimen.stateless-wrap",
        "specimen.late-initialisation",
        "specimen.premature-time-out",
        "specimen.shared-credits"
      })
  void aFailureFoundInTheSimulatorIsARealOne(String name) throws Exception {
    Scenario scenario = scenario(name);
    Failure failure = found(scenario);
    ReplayedForked replayed = repeat(scenario, failure.events());
    assertThat(replayed.failure()).as(replayed.message()).isEqualTo(failure.kind());
    assertThat(replayed.message()).contains(lastPart(failure.message()));
  }

  private static String lastPart(String message) {
    return message.substring(message.lastIndexOf(": ") + 1).strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"specimen.no-second-look", "specimen.wake-on-full-edge", "ring.without-wake"})
  void aLostWakeUpLeavesTheRealProcessAsleep(String name) throws Exception {
    Scenario scenario = scenario(name);
    ReplayedForked replayed = repeat(scenario, found(scenario).events());
    assertThat(replayed.failure()).as(replayed.message()).isEqualTo(FailureKind.DEADLOCK);
  }

  /** What the exhaustive engine has found is an interleaving as well, if it is one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "specimen.late-initialisation",
        "specimen.shared-credits",
        "specimen.head-first",
        "ring.without-role-update"
      })
  void failuresOfTheExhaustiveEngineFailInRealProcesses(String name) throws Exception {
    RealProcesses.requireRealFailure(name);
  }

  @Test
  void theKilledProcessIsReallyKilled() throws Exception {
    Scenario scenario = scenario("specimen.two-store-wrap");
    ReplayedForked replayed = repeat(scenario, found(scenario).events());
    assertThat(replayed.killed()).isEqualTo(1);
    for (long pid : replayed.pids()) {
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1:ring.wrap-around:random:5eed.l120",
        "v1:ring.both-blocked:pct3:77.l90",
        "v1:ring.batched:random:3.l90",
        "v1:ring.close-while-producer-blocked:random:12.l60",
        "v1:region.join-against-retire:random:5.l60",
        "v1:directory.get-or-create-race:random:7.l60",
        "v1:queue.answers:random:7.l60",
        "v1:region.dead-slot-for-two:random:5.l60"
      })
  void soundExecutionsAreSoundInRealProcesses(String text) throws Exception {
    ReplayToken token = ReplayToken.parse(text);
    Scenario scenario = scenario(token.scenario());
    List<TraceEvent> events = ENGINE.record(scenario, token).events();
    ReplayedForked replayed = repeat(scenario, events);
    assertThat(replayed.failure()).as(replayed.message()).isNull();
    assertThat(replayed.steps()).isGreaterThan(10);
  }

  /** The producer is killed before its k-th access, for several k, and a successor takes over. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9, 13, 17, 21, 26})
  void theProducerIsKilledAtAChosenAccess(int access) throws Exception {
    ReplayedForked replayed = RealProcesses.requireSurvived("ring.producer-replaced", 0, access);
    Set<Long> pids = new HashSet<>(replayed.pids());
    assertThat(pids).hasSize(3);
  }

  @Test
  void aRecordingThatDoesNotFitIsNoticed() {
    Scenario scenario = scenario("ring.one-frame");
    List<TraceEvent> events =
        new ArrayList<>(
            ENGINE.record(scenario, ReplayToken.parse("v1:ring.one-frame:random:1.l40")).events());
    events.removeIf(event -> event.kind() == EventKind.DATA_WRITE);
    assertThatThrownBy(() -> repeat(scenario, events))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("does not follow");
  }
}
