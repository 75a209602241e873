package dev.sharelock.model.cli;

import dev.sharelock.model.engine.Unfinished;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.run.CheckResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what could be exhausted and was not, and which command does it. */
final class UnfinishedSummary {
  /** With more of them, the same check with more time is simpler than to go on with each. */
  private static final int FEW = 8;

  private static final String INDENT = "    ";
  private static final String NEXT = " \\\n" + INDENT + INDENT;
  private static final String GO_ON = "go on with: ./sharelock check";

  private UnfinishedSummary() {}

  /** What was begun, and had too little time. */
  static List<String> lines(List<CheckResult> results) {
    List<Verdict> open =
        results.stream()
            .map(CheckResult::verdict)
            .filter(verdict -> verdict.unfinished().isPresent())
            .toList();
    List<String> lines = new ArrayList<>();
    if (open.size() > FEW) {
      lines.add("explored in part: " + open.size() + " checks; the table says how much of each");
      lines.add(INDENT + "to explore all: use more --time, or fewer scenarios");
      return lines;
    }
    for (Verdict verdict : open) {
      lines.add(
          "explored in part: %s, %s: %s of the work"
              .formatted(
                  verdict.scenario(),
                  verdict.engine(),
                  Unfinished.percent(verdict.unfinished().orElseThrow().done())));
    }
    if (!open.isEmpty()) {
      (INDENT + howToGoOn(open)).lines().forEach(lines::add);
    }
    return lines;
  }

  /**
   * What was not begun, since it is large.
   *
   * @param model what to say so that the same memory model is used
   */
  static List<String> large(List<String> scenarios, String model) {
    if (scenarios.isEmpty()) {
      return List.of();
    }
    boolean one = scenarios.size() == 1;
    String what =
        one ? "1 scenario is large, and was" : scenarios.size() + " scenarios are large, and were";
    String all = String.join(", ", scenarios);
    List<String> lines =
        new ArrayList<>(TextReport.wrapped(what + " only sampled: " + all, INDENT));
    lines.add(
        INDENT + "to exhaust " + (one ? "it" : "them") + ": ./sharelock check --large" + model);
    return lines;
  }

  private static String howToGoOn(List<Verdict> open) {
    List<Path> files =
        open.stream().flatMap(one -> one.unfinished().orElseThrow().checkpoint().stream()).toList();
    if (files.isEmpty()) {
      return "no checkpoint could be written; do: check that --report can be written to";
    }
    String before = files.size() == 1 ? " " : NEXT;
    return files.stream()
        .map(file -> before + "--resume " + quoted(file.toString()))
        .collect(Collectors.joining("", GO_ON, ""));
  }

  private static String quoted(String file) {
    return file.matches("[\\w./+-]*") ? file : "'" + file.replace("'", "'\\''") + "'";
  }
}
