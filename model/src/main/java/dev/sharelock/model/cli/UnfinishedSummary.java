package dev.sharelock.model.cli;

import dev.sharelock.model.engine.Unfinished;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.run.CheckResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what was not finished, and how to go on. */
final class UnfinishedSummary {
  private static final int MOST = 3;

  private UnfinishedSummary() {}

  static List<String> lines(List<CheckResult> results) {
    List<String> lines = new ArrayList<>();
    List<Verdict> open =
        results.stream()
            .map(CheckResult::verdict)
            .filter(verdict -> verdict.unfinished().isPresent())
            .toList();
    for (Verdict verdict : open.subList(0, Math.min(MOST, open.size()))) {
      Unfinished rest = verdict.unfinished().get();
      lines.add(
          "incomplete: %s, %s: %s of the work"
              .formatted(verdict.scenario(), verdict.engine(), Unfinished.percent(rest.done())));
      lines.add("    " + howToGoOn(rest.checkpoint()));
    }
    if (open.size() > MOST) {
      lines.add("incomplete as well: " + (open.size() - MOST) + " more, see the table");
    }
    return lines;
  }

  private static String howToGoOn(Optional<Path> checkpoint) {
    return checkpoint
        .map(file -> "go on with: ./sharelock check --resume " + file)
        .orElse("no checkpoint could be written; do: check that --report can be written to");
  }
}
