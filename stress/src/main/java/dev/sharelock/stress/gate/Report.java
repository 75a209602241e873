package dev.sharelock.stress.gate;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/**
 * What one test left behind in one configuration.
 *
 * @param test its name
 * @param problem why it did not end normally; empty if it did
 * @param outcomes what it has seen, and what it would have forbidden
 */
record Report(String test, String problem, List<Seen> outcomes) {

  /**
   * One outcome of a test.
   *
   * @param outcome the results of the actors
   * @param count how often it was seen
   * @param forbidden whether the test forbids it
   * @param meaning the sentence that the test has for it
   */
  record Seen(String outcome, long count, boolean forbidden, String meaning) {
    boolean violation() {
      return forbidden && count > 0;
    }

    @Override
    public String toString() {
      String kind = forbidden ? "forbidden" : "allowed";
      return kind + " outcome: values=(" + outcome + "), count=" + count + ", meaning=" + meaning;
    }
  }

  static Report of(TestResult result) {
    String problem =
        result.status() == Status.NORMAL
            ? ""
            : result.status() + " " + result.getMessages() + result.getVmErr();
    List<Seen> outcomes = new ArrayList<>();
    for (GradingResult grade : result.grading().gradingResults.values()) {
      boolean forbidden = grade.expect == Expect.FORBIDDEN || grade.expect == Expect.UNKNOWN;
      outcomes.add(new Seen(grade.id, grade.count, forbidden, grade.description));
    }
    return new Report(result.getName(), problem, outcomes);
  }

  long samples() {
    return outcomes.stream().mapToLong(Seen::count).sum();
  }
}
