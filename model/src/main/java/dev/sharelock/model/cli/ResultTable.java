package dev.sharelock.model.cli;

import dev.sharelock.model.engine.Unfinished;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.Standing;
import dev.sharelock.model.trace.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end of a run. */
final class ResultTable {
  private static final String[] HEADINGS = {
    "scenario", "engine", "executions", "exhausted", "time", "verdict"
  };
  private static final boolean[] TO_THE_RIGHT = {false, false, true, false, true, false};

  /** How many rows somebody reads. */
  static final int MANY = 40;

  private ResultTable() {}

  /** The lines of the table; with many results one for a family unless each is wanted. */
  static List<String> lines(List<CheckResult> results, boolean each) {
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADINGS);
    if (each || results.size() <= MANY) {
      results.forEach(result -> rows.add(row(result)));
    } else {
      rows.addAll(ResultFamilies.rows(results));
    }
    int[] widths = new int[HEADINGS.length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      lines.add(line(row, widths));
    }
    lines.add(1, rule(widths));
    return lines;
  }

  static String[] row(CheckResult result) {
    Verdict verdict = result.verdict();
    return new String[] {
      result.scenario().name(),
      verdict.engine(),
      String.format(Locale.ROOT, "%,d", executions(verdict)),
      exhausted(verdict),
      Durations.show(verdict.time()),
      verdict(result)
    };
  }

  private static String exhausted(Verdict verdict) {
    String no = verdict.unfinished().map(rest -> Unfinished.percent(rest.done())).orElse("no");
    return verdict.exhausted() ? "yes" : no;
  }

  /** The one that fails counts, even if it did not end. */
  static long executions(Verdict verdict) {
    return Math.max(verdict.failure().isPresent() ? 1 : 0, verdict.executions());
  }

  /** What is said about a result: {@code passed}, {@code caught: DATA_RACE}. */
  static String verdict(CheckResult result) {
    String kind = result.verdict().failure().map(Failure::kind).map(Enum::name).orElse("");
    return switch (result.standing()) {
      case PASSED -> "passed";
      case CAUGHT -> "caught: " + kind;
      case FAILED -> "FAILED: " + kind;
      case NOT_CAUGHT -> "NOT CAUGHT";
    };
  }

  private static String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      String blank = " ".repeat(widths[i] - row[i].length());
      line.append(i == 0 ? "" : "  ");
      line.append(TO_THE_RIGHT[i] ? blank + row[i] : row[i] + blank);
    }
    return line.toString().stripTrailing();
  }

  private static String rule(int[] widths) {
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    return String.join("  ", rules);
  }

  /** One line for all: {@code 24 checks in 42 s: 20 passed, 4 caught}. */
  static String summary(List<CheckResult> results, Duration time) {
    List<String> parts = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      long count = results.stream().filter(result -> result.standing() == standing).count();
      if (count > 0) {
        parts.add(count + " " + name(standing));
      }
    }
    String checks = results.size() == 1 ? "1 check" : results.size() + " checks";
    return checks + " in " + Durations.show(time) + ": " + String.join(", ", parts);
  }

  private static String name(Standing standing) {
    return switch (standing) {
      case PASSED -> "passed";
      case CAUGHT -> "caught as they must be";
      case FAILED -> "FAILED";
      case NOT_CAUGHT -> "NOT CAUGHT though they must fail";
    };
  }
}
