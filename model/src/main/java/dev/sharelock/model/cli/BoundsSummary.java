package dev.sharelock.model.cli;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what was explored and what was not where nothing was found. Sentences that differ in numbers
 * only become one, with the least and the greatest number.
 */
final class BoundsSummary {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

  private final Map<String, Group> groups = new LinkedHashMap<>();

  /** Scenarios with the same sentence but for its numbers. */
  private static final class Group {
    private final List<String> scenarios = new ArrayList<>();
    private final List<Long> least = new ArrayList<>();
    private final List<Long> greatest = new ArrayList<>();

    void add(String scenario, String sentence) {
      scenarios.add(scenario);
      Matcher numbers = NUMBER.matcher(sentence);
      for (int i = 0; numbers.find(); i++) {
        long number = Long.parseLong(numbers.group());
        if (i == least.size()) {
          least.add(number);
          greatest.add(number);
        }
        least.set(i, Math.min(least.get(i), number));
        greatest.set(i, Math.max(greatest.get(i), number));
      }
    }

    String sentence(String form) {
      int[] next = {0};
      return NUMBER.matcher(form).replaceAll(any -> number(next[0]++));
    }

    private String number(int index) {
      long from = least.get(index);
      long to = greatest.get(index);
      return from == to ? Long.toString(from) : from + "-" + to;
    }

    String names() {
      return scenarios.size() <= 2
          ? String.join(" and ", scenarios)
          : scenarios.get(0) + " and " + (scenarios.size() - 1) + " more";
    }
  }

  static List<String> lines(List<CheckResult> results) {
    BoundsSummary summary = new BoundsSummary();
    for (CheckResult result : results) {
      Verdict verdict = result.verdict();
      if (result.standing() == Standing.PASSED && !verdict.bounds().isEmpty()) {
        summary.add(result.scenario().name(), verdict.engine() + ": " + verdict.bounds());
      }
    }
    return summary.lines();
  }

  private void add(String scenario, String sentence) {
    String form = NUMBER.matcher(sentence).replaceAll("0");
    groups.computeIfAbsent(form, any -> new Group()).add(scenario, sentence);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    groups.forEach(
        (form, group) -> {
          String who = groups.size() == 1 ? "" : group.names() + " by ";
          lines.addAll(TextReport.wrapped(who + group.sentence(form), "    "));
        });
    return lines;
  }
}
