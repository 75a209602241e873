package dev.sharelock.model.cli;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.forked.ForkedReplay;
import dev.sharelock.model.forked.JvmFlags;
import dev.sharelock.model.forked.ReplayedForked;
import dev.sharelock.model.run.Interleaving;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Replays in forked JVMs and says what came of it. */
final class ForkedOutput {
  private ForkedOutput() {}

  static void replay(Scenario scenario, ReplayToken token, Verdict verdict, PrintWriter out)
      throws IOException, InterruptedException {
    ReplayToken schedule = isInterleaving(scenario, token) ? token : linear(scenario, verdict);
    ReplayedForked replayed =
        ForkedReplay.run(
            scenario, new SamplingEngine(0).record(scenario, schedule).events(), JvmFlags.POLLING);
    out.println();
    if (schedule != token) {
      out.println("  order   " + schedule);
    }
    String pids = replayed.pids().stream().map(String::valueOf).collect(Collectors.joining(", "));
    out.println(
        "  forked  "
            + replayed.steps()
            + " accesses in the same order in "
            + replayed.pids().size()
            + " JVMs (process "
            + pids
            + "), "
            + replayed.killed()
            + " killed"
            + (replayed.stopped() == 0 ? "" : ", " + replayed.stopped() + " stopped"));
    out.println(
        "          "
            + (replayed.failure() == null
                ? "no failure" + whyNot(verdict)
                : replayed.failure() + ": " + replayed.message()));
  }

  /** A machine does not notice everything that the checker does. */
  private static String whyNot(Verdict verdict) {
    boolean race = verdict.failure().map(Failure::kind).orElse(null) == FailureKind.DATA_RACE;
    return race ? ": a data race is not noticed by the machine that runs into it" : "";
  }

  /** Whether each read of the execution sees the last write. */
  private static boolean isInterleaving(Scenario scenario, ReplayToken token) {
    return SamplingEngine.reads(token.engine())
        && !new SamplingEngine(0).record(scenario, token).hasStaleReads();
  }

  /** The token of the same execution as an order of accesses. */
  private static ReplayToken linear(Scenario scenario, Verdict verdict) {
    Failure failure =
        verdict
            .failure()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "token cannot be replayed in forked JVMs: its execution does not fail; do:"
                            + " use the token of a failure"));
    return Interleaving.of(scenario, failure)
        .map(Failure::token)
        .orElseThrow(() -> new IllegalArgumentException(Interleaving.whyNot(scenario, failure)));
  }
}
