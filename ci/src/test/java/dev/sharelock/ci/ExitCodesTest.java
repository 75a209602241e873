package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.cli.Main;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The exit codes in the documents are those that the command line tells in its help. */
class ExitCodesTest {
  private static final Pattern ROW = Pattern.compile("\\| ([0-9]+) \\| (.*) \\|");

  @Test
  void theTableIsThatOfTheHelp() {
    List<String> documented = new ArrayList<>();
    for (String line : Project.lines(Project.ROOT.resolve("docs").resolve("REPLAY.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        documented.add(row.group(1) + ":" + row.group(2));
      }
    }
    List<String> told = new ArrayList<>();
    for (String code : Main.class.getAnnotation(Command.class).exitCodeList()) {
      told.add(code.strip());
    }
    assertThat(documented).isEqualTo(told);
  }
}
