package dev.sharelock.model.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  @ParameterizedTest
  @CsvSource({"40 80,79", "40 200,100", "40 3,20", "0 0,100", "'',100", "not a terminal,100"})
  void aLineIsAsLongAsTheTerminalIsWide(String size, int columns) {
    assertThat(Terminal.columnsOf(size + "\n")).isEqualTo(columns);
  }

  @Test
  void theLineOfABarIsEmptyAfterwards() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(shown, true, StandardCharsets.US_ASCII);
    try (Terminal.Line line = new Terminal.Line(stream, 79)) {
      line.accept("moving");
      line.clear();
    }
    assertThat(shown.toString(StandardCharsets.US_ASCII))
        .isEqualTo("\rmoving\r\r" + " ".repeat(79) + "\r");
  }

  /** The usual one divides by whole seconds, and by none in the first. */
  @Test
  void theRateIsThatOfTheTimeThatHasPassed() {
    List<String> shown = new ArrayList<>();
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setConsumer(new DelegatingProgressBarConsumer(shown::add, 79))
            .setRenderer(new ByteRates())
            .setInitialMax(900_000_000)
            .startsFrom(0, Duration.ofMillis(1_500))
            .build()) {
      bar.stepTo(300_000_000);
    }
    String last = shown.getLast();
    Matcher rate = Pattern.compile("300/900 MB .* ([0-9]+) MB/s").matcher(last);
    assertThat(rate.find()).as(last).isTrue();
    assertThat(Integer.parseInt(rate.group(1))).isLessThanOrEqualTo(200);
  }
}
