package dev.sharelock.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.trace.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {

  static List<CheckResult> failures() {
    return List.of(
        HandMade.dataRace(),
        HandMade.staleRead(),
        HandMade.lostWakeUp(),
        HandMade.killed(),
        HandMade.waits(),
        HandMade.attemptedRace(),
        HandMade.spinning(),
        HandMade.longTrace(),
        HandMade.withoutTrace());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void needsNothingFromOutside(CheckResult result) {
    String page = HtmlReport.render(result);
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "@import", "@@");
    assertThat(page).contains("./sharelock replay " + token(result));
  }

  private static String token(CheckResult result) {
    return result.verdict().failure().orElseThrow().token().toString();
  }

  @Test
  void showsEachStepInTheColumnOfItsProcess() {
    String page = HtmlReport.render(HandMade.dataRace());
    assertThat(page)
        .containsPattern("<tr id=\"step-4\" data-at=\"4\" class=\"focus\">.*ring\\.tail</b> = 8")
        .containsPattern("id=\"step-5\".*<td [^>]*></td><td [^>]*><span class=\"card read\">")
        .contains("<a href=\"#step-3\">step 3</a>");
  }

  @Test
  void followsTheMemory() throws IOException {
    String page = HtmlReport.render(HandMade.dataRace());
    assertThat(page)
        .containsPattern("class=\"word\"><th scope=\"row\">ring.tail</th><td>8</td>")
        .containsPattern("ring.data\\[0..8\\)</th><td>00 00 00 00 00 61 62 63</td>")
        .containsPattern("class=\"word untouched\"><th scope=\"row\">ring.sleepers</th><td>0</td>");
    Map<String, Object> data = JSON.std.mapFrom(data(page));
    Map<?, ?> write = (Map<?, ?>) ((List<?>) data.get("steps")).get(4);
    assertThat(write.get("changes").toString()).contains("8");
    assertThat(data.get("initial").toString()).doesNotContain("8");
  }

  private static String data(String page) {
    String opening = "id=\"data\">";
    int start = page.indexOf(opening) + opening.length();
    return page.substring(start, page.indexOf("</script>", start));
  }

  @Test
  void escapesEverything() {
    String evil = "</script><script>alert(\"1\")</script>&'";
    CheckResult harmless = HandMade.dataRace();
    Failure failure = harmless.verdict().failure().orElseThrow();
    Failure poisoned =
        new Failure(
            failure.scenario(),
            failure.kind(),
            evil,
            failure.token(),
            List.of(evil, evil),
            failure.events().stream().map(event -> event.at(evil)).toList(),
            new IllegalStateException(evil));
    Verdict verdict = harmless.verdict();
    String page =
        HtmlReport.render(
            new CheckResult(
                harmless.scenario(),
                new Verdict(
                    verdict.scenario(),
                    evil,
                    Optional.of(poisoned),
                    1,
                    0,
                    false,
                    evil,
                    evil,
                    verdict.time())));
    assertThat(page).doesNotContain("<script>alert");
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void writesAPageForAFailureOnly(@TempDir Path folder) throws IOException {
    assertThat(ReportFiles.write(HandMade.passed(false), folder.resolve("new"))).isEmpty();
    assertThat(folder.resolve("new")).doesNotExist();
    ReportFiles files = ReportFiles.write(HandMade.dataRace(), folder.resolve("new")).orElseThrow();
    Path page = files.page();
    assertThat(files.token()).hasContent("v1:ring.data-race:pct3:7f3a9c0012ab44e1");
    assertThat(page.getFileName().toString()).matches("ring\\.data-race-[0-9a-f]{8}\\.html");
    assertThat(Files.readString(page)).startsWith("<!doctype html>").endsWith("</html>\n");
    assertThatThrownBy(() -> HtmlReport.render(HandMade.passed(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do: render failures only");
  }
}
