package dev.sharelock.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.run.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextReportTest {
  private static final ReportFiles FILES =
      new ReportFiles(Path.of("target/sharelock/x.html"), Path.of("target/sharelock/x.token"));

  static Stream<Arguments> results() {
    return Stream.of(
        Arguments.of("data-race", HandMade.dataRace()),
        Arguments.of("attempted-race", HandMade.attemptedRace()),
        Arguments.of("stale-read", HandMade.staleRead()),
        Arguments.of("lost-wake-up", HandMade.lostWakeUp()),
        Arguments.of("killed", HandMade.killed()),
        Arguments.of("waits", HandMade.waits()),
        Arguments.of("spinning", HandMade.spinning()),
        Arguments.of("long-trace", HandMade.longTrace()),
        Arguments.of("without-trace", HandMade.withoutTrace()),
        Arguments.of("passed", HandMade.passed(false)),
        Arguments.of("not-caught", HandMade.passed(true)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void rendersAsStored(String name, CheckResult result) throws IOException {
    String text = TextReport.render(result, Optional.of(FILES));
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    Golden.check(name + ".txt", text);
  }
}
