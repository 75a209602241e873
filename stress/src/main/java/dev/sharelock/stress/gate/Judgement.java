package dev.sharelock.stress.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Compares what was to be run with what was run, and collects complaints. */
final class Judgement {
  private final Collection<Report> reports;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> summary = new ArrayList<>();

  Judgement(Collection<Report> reports) {
    this.reports = reports;
  }

  /** What is wrong, a line for each; empty if nothing is. */
  List<String> complaints() {
    return complaints;
  }

  /** What each test has seen. */
  List<String> summary() {
    return summary;
  }

  /** Each test must have run, and seen no outcome that it forbids. */
  void mustPass(Collection<String> tests) {
    if (tests.isEmpty()) {
      complaints.add("no stress test is selected: count=0; do: correct stress.tests");
    }
    for (String test : tests) {
      for (Report report : reportsOf(test)) {
        report.outcomes().stream()
            .filter(Report.Seen::violation)
            .forEach(seen -> complaints.add(test + ": " + seen));
      }
    }
  }

  /** Each test must have run, and seen an outcome that it forbids. */
  void mustFail(Collection<String> canaries) {
    if (canaries.isEmpty()) {
      complaints.add("no canary was compiled: count=0; do: restore the tests that must fail");
    }
    for (String test : canaries) {
      List<Report> own = reportsOf(test);
      if (!own.isEmpty()
          && own.stream().flatMap(r -> r.outcomes().stream()).noneMatch(Report.Seen::violation)) {
        complaints.add(
            "canary passed: test="
                + test
                + "; do: find out why no reordering was seen, the other tests prove nothing then");
      }
    }
  }

  /** The reports of a test; complains if there are none, and about those that are no good. */
  private List<Report> reportsOf(String test) {
    List<Report> own = reports.stream().filter(report -> report.test().equals(test)).toList();
    if (own.isEmpty()) {
      complaints.add("test left no report: test=" + test + "; do: see output.txt");
    }
    for (Report report : own) {
      if (!report.problem().isEmpty()) {
        complaints.add("test broke: test=" + test + ", problem=" + report.problem());
      } else if (report.samples() == 0) {
        complaints.add("test took no sample: test=" + test + "; do: see output.txt");
      }
      report.outcomes().forEach(seen -> summary.add(test + ": " + seen));
    }
    return own;
  }
}
