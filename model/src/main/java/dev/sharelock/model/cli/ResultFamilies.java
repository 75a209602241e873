package dev.sharelock.model.cli;

import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rows of a table of very many results: one for all of a family and an engine where all is
 * well, and one for each of the others.
 */
final class ResultFamilies {
  private final Map<String, List<CheckResult>> families = new LinkedHashMap<>();
  private final List<CheckResult> others = new ArrayList<>();

  private ResultFamilies(List<CheckResult> results) {
    for (CheckResult result : results) {
      boolean unfinished = result.verdict().unfinished().isPresent();
      if (result.standing().good() && !unfinished) {
        String family = result.scenario().name().replaceFirst("[.].*", ".*");
        String key = family + " " + result.verdict().engine();
        families.computeIfAbsent(key, same -> new ArrayList<>()).add(result);
      } else {
        others.add(result);
      }
    }
  }

  static List<String[]> rows(List<CheckResult> results) {
    ResultFamilies grouped = new ResultFamilies(results);
    List<String[]> rows = new ArrayList<>();
    grouped.families.forEach((key, family) -> rows.add(row(key, family)));
    grouped.others.forEach(result -> rows.add(ResultTable.row(result)));
    return rows;
  }

  private static String[] row(String key, List<CheckResult> family) {
    long executions = 0;
    long exhausted = 0;
    long passed = 0;
    Duration time = Duration.ZERO;
    for (CheckResult result : family) {
      executions += ResultTable.executions(result.verdict());
      boolean passes = result.standing() == Standing.PASSED;
      passed += passes ? 1 : 0;
      exhausted += passes && result.verdict().exhausted() ? 1 : 0;
      time = time.plus(result.verdict().time());
    }
    return new String[] {
      key.substring(0, key.indexOf(' ')),
      key.substring(key.indexOf(' ') + 1),
      String.format(Locale.ROOT, "%,d", executions),
      exhausted(exhausted, passed),
      Durations.show(time),
      verdict(family)
    };
  }

  /** Of those that pass, since whoever is caught ends there. */
  private static String exhausted(long exhausted, long passed) {
    return exhausted == 0 ? "no" : exhausted == passed ? "yes" : exhausted + "/" + passed;
  }

  private static String verdict(List<CheckResult> family) {
    long caught = family.stream().filter(one -> one.standing() == Standing.CAUGHT).count();
    long passed = family.size() - caught;
    List<String> parts = new ArrayList<>();
    if (passed > 0) {
      parts.add(passed + " passed");
    }
    if (caught > 0) {
      parts.add(caught + " caught");
    }
    return String.join(", ", parts);
  }
}
