package dev.sharelock.stress.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JudgementTest {
  private static final Report.Seen ALLOWED = new Report.Seen("0, 1", 1000, false, "one was first");
  private static final Report.Seen FORBIDDEN = new Report.Seen("0, 0", 1, true, "reordered");
  private static final Report.Seen UNSEEN = new Report.Seen("0, 0", 0, true, "reordered");

  @Test
  void complainsAboutNothingWhenTestsPassAndCanariesFail() {
    Judgement judgement = judge(report("test", ALLOWED, UNSEEN), report("canary", FORBIDDEN));
    assertThat(judgement.complaints()).isEmpty();
    assertThat(judgement.summary()).hasSize(3);
  }

  @Test
  void complainsAboutAForbiddenOutcome() {
    Judgement judgement = judge(report("test", ALLOWED, FORBIDDEN), report("canary", FORBIDDEN));
    assertThat(judgement.complaints())
        .containsExactly("test: forbidden outcome: values=(0, 0), count=1, meaning=reordered");
  }

  @Test
  void complainsAboutAForbiddenOutcomeInOneOfSeveralConfigurations() {
    Judgement judgement =
        judge(report("test", ALLOWED), report("test", FORBIDDEN), report("canary", FORBIDDEN));
    assertThat(judgement.complaints()).hasSize(1);
  }

  @Test
  void complainsAboutATestWithoutAReport() {
    Judgement judgement = judge(report("canary", FORBIDDEN));
    assertThat(judgement.complaints())
        .singleElement()
        .asString()
        .startsWith("test left no report: test=test");
  }

  @Test
  void complainsAboutATestWithoutASample() {
    Judgement judgement = judge(report("test", UNSEEN), report("canary", FORBIDDEN));
    assertThat(judgement.complaints())
        .singleElement()
        .asString()
        .startsWith("test took no sample: test=test");
  }

  @Test
  void complainsAboutATestThatBroke() {
    Report broken = new Report("test", "TIMEOUT_ERROR [hung]", List.of());
    assertThat(judge(broken, report("canary", FORBIDDEN)).complaints())
        .containsExactly("test broke: test=test, problem=TIMEOUT_ERROR [hung]");
  }

  @Test
  void complainsAboutACanaryThatPasses() {
    Judgement judgement = judge(report("test", ALLOWED), report("canary", ALLOWED));
    assertThat(judgement.complaints())
        .singleElement()
        .asString()
        .startsWith("canary passed: test=canary");
  }

  @Test
  void complainsAboutACanaryThatDidNotRun() {
    assertThat(judge(report("test", ALLOWED)).complaints())
        .singleElement()
        .asString()
        .startsWith("test left no report: test=canary");
  }

  @Test
  void complainsWhenNothingIsSelectedOrCompiled() {
    Judgement judgement = new Judgement(List.of());
    judgement.mustPass(List.of());
    judgement.mustFail(List.of());
    assertThat(judgement.complaints()).hasSize(2);
  }

  private static Judgement judge(Report... reports) {
    Judgement judgement = new Judgement(List.of(reports));
    judgement.mustPass(List.of("test"));
    judgement.mustFail(List.of("canary"));
    return judgement;
  }

  private static Report report(String test, Report.Seen... outcomes) {
    return new Report(test, "", List.of(outcomes));
  }
}
