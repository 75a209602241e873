package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file has the format of google-java-format. With {@code -Dci.format=true} the test
 * formats instead of complaining.
 */
class FormatTest {

  private static final Path FORMATTER = Project.ROOT.resolve("ci/target/google-java-format.jar");

  @Test
  void everyJavaFileIsFormatted() throws IOException {
    boolean write = Boolean.getBoolean("ci.format");
    Command.Result result =
        format(
            write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"),
            Project.files(".java").stream().map(Path::toString).toList());
    assertThat(result.exit())
        .as(
            "files are not formatted: %s%ndo: mvn -q -pl ci -am test -Dtest=FormatTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dci.format=true",
            result.both())
        .isZero();
  }

  @Test
  void complainsAboutAnUnformattedFile() throws IOException {
    Path file = Files.createTempDirectory("sharelock-format-").resolve("Crooked.java");
    try {
      Files.writeString(file, "class Crooked {  int  x ; }\n");
      Command.Result result =
          format(List.of("--dry-run", "--set-exit-if-changed"), List.of(file.toString()));
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.out()).contains("Crooked.java");
    } finally {
      Files.delete(file);
      Files.delete(file.getParent());
    }
  }

  private static Command.Result format(List<String> options, List<String> files) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Command.jdk("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", FORMATTER.toString()));
    command.addAll(options);
    command.addAll(files);
    return Command.run(Project.ROOT, command);
  }
}
