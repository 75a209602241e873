package dev.sharelock.model.cli;

import dev.sharelock.model.forked.ForkedReplay;
import dev.sharelock.model.forked.JvmFlags;
import dev.sharelock.model.forked.ReplayedForked;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.ReplayToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Replays in forked JVMs and says what came of it. */
final class ForkedOutput {
  private ForkedOutput() {}

  static void replay(Scenario scenario, ReplayToken token, PrintWriter out)
      throws IOException, InterruptedException {
    if (!SamplingEngine.reads(token.engine())) {
      throw new IllegalArgumentException(
          "token cannot be replayed in forked JVMs: engine="
              + token.engine()
              + "; do: use a token of the sampling engine, whose executions are sequentially"
              + " consistent");
    }
    ReplayedForked replayed =
        ForkedReplay.run(
            scenario, new SamplingEngine(0).record(scenario, token).events(), JvmFlags.POLLING);
    String pids = replayed.pids().stream().map(String::valueOf).collect(Collectors.joining(", "));
    out.println();
    out.println(
        "  forked  "
            + replayed.steps()
            + " accesses in the same order in "
            + replayed.pids().size()
            + " JVMs (process "
            + pids
            + "), "
            + replayed.killed()
            + " killed");
    out.println(
        "          "
            + (replayed.failure() == null
                ? "no failure"
                : replayed.failure() + ": " + replayed.message()));
  }
}
