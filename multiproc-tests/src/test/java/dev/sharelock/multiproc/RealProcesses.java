package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.forked.ForkedReplay;
import dev.sharelock.model.forked.JvmFlags;
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

/** Scenarios step by step in real processes, with what the test classes require of all of them. */
final class RealProcesses {
  static final SamplingEngine ENGINE = new SamplingEngine(11);
  static final Budget BUDGET = new Budget(Duration.ofSeconds(30), 20_000, 5_000);

  private RealProcesses() {}

  static Scenario scenario(String name) {
    return Catalogue.installed().get(name);
  }

  static ReplayedForked repeat(Scenario scenario, List<TraceEvent> events) throws Exception {
    return ForkedReplay.run(scenario, events, JvmFlags.POLLING);
  }

  /**
   * Runs a scenario in which a process is really killed (SIGKILL) before its k-th access. All that
   * the scenario requires must hold.
   *
   * @param victim which of the processes, from 0
   */
  static ReplayedForked requireSurvived(String name, int victim, int access) throws Exception {
    Scenario scenario = scenario(name);
    String schedule = "abc.l400.k" + victim + "-" + access;
    ReplayToken token = new ReplayToken(scenario.name(), "random", schedule);
    List<TraceEvent> events = ENGINE.record(scenario, token).events();
    assertThat(events).anyMatch(event -> event.kind() == EventKind.KILL);
    ReplayedForked replayed = repeat(scenario, events);
    assertThat(replayed.failure()).as(replayed.message()).isNull();
    assertThat(replayed.killed()).isEqualTo(1);
    return replayed;
  }

  /** What the exhaustive engine has found wrong by a token happens in real processes. */
  static void requireRealFailure(String name) throws Exception {
    Scenario scenario = scenario(name);
    ExhaustiveEngine engine = ExhaustiveEngine.under(MemoryModel.RC11);
    Failure found = engine.check(scenario, BUDGET, Progress.NONE).failure().orElseThrow();
    Failure failure = Interleaving.of(scenario, found).orElseThrow();
    ReplayedForked replayed = repeat(scenario, failure.events());
    assertThat(replayed.failure()).as(replayed.message()).isEqualTo(found.kind());
  }
}
