package dev.sharelock.model.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  @ParameterizedTest
  @CsvSource({"40 80,79", "40 200,100", "40 3,20", "0 0,100", "'',100", "not a terminal,100"})
  void aLineIsAsLongAsTheTerminalIsWide(String size, int columns) {
    assertThat(Terminal.columnsOf(size + "\n")).isEqualTo(columns);
  }
}
