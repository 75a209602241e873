package dev.sharelock.model.cli;

import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says of many scenarios that passed, by one engine or several, how they were looked at. */
final class CoverageSummary {
  /** What is said of a scenario: the most that one of its checks can claim. */
  private enum Coverage {
    EXHAUSTED("exhausted"),
    IN_PART("explored in part"),
    SAMPLED("sampled");

    private final String words;

    Coverage(String words) {
      this.words = words;
    }

    static Coverage of(CheckResult result) {
      if (result.verdict().exhausted()) {
        return EXHAUSTED;
      }
      return result.verdict().unfinished().isPresent() ? IN_PART : SAMPLED;
    }
  }

  private CoverageSummary() {}

  /** One line for all, if there are more than somebody would count in the table. */
  static List<String> lines(List<CheckResult> results) {
    Map<String, Coverage> scenarios = new LinkedHashMap<>();
    for (CheckResult result : results) {
      if (result.standing() == Standing.PASSED) {
        scenarios.merge(
            result.scenario().name(),
            Coverage.of(result),
            (one, other) -> one.compareTo(other) < 0 ? one : other);
      }
    }
    if (results.size() <= ResultTable.MANY || scenarios.isEmpty()) {
      return List.of();
    }
    return List.of(scenarios.size() + " scenarios passed: " + counts(scenarios.values()));
  }

  private static String counts(Collection<Coverage> all) {
    List<String> parts = new ArrayList<>();
    for (Coverage coverage : Coverage.values()) {
      long count = all.stream().filter(one -> one == coverage).count();
      if (count > 0) {
        parts.add(count + " " + coverage.words);
      }
    }
    return String.join(", ", parts);
  }
}
