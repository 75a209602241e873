package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module of somebody else compiles and runs against the jar, without a flag or a warning. */
class ConsumerIT {

  private static final String LIBRARY =
      Project.ROOT.resolve("impl/target/sharelock-impl.jar").toString();
  private static final Path SOURCES = Project.ROOT.resolve("ci/src/test/resources/consumer");

  private static final String MAIN = "org.example.consumer.Main";

  @TempDir static Path classes;
  @TempDir Path shared;

  @BeforeAll
  static void compile() {
    Command.Result result =
        Command.run(
            SOURCES,
            List.of(
                Command.jdk("javac"),
                "-Xlint:all",
                "-Werror",
                "--module-path",
                LIBRARY,
                "-d",
                classes.toString(),
                "module-info.java",
                "org/example/consumer/Main.java"));
    assertThat(result.both()).isEmpty();
    assertThat(result.exit()).isZero();
  }

  @Test
  void runsAsAModuleWithoutAnyFlag() {
    assertThat(run("--illegal-native-access=deny")).startsWith("sum 500500, waits by POLLING");
  }

  @Test
  void runsOnTheClassPathWithoutAnyFlagOrWarning() {
    assertThat(run(List.of("--class-path", path(), MAIN)))
        .startsWith("sum 500500, waits by POLLING");
  }

  @Test
  void usesTheKernelWhereItMay() {
    boolean linux = System.getProperty("os.name").equals("Linux");
    assertThat(run("--enable-native-access=dev.sharelock"))
        .startsWith("sum 500500, waits by " + (linux ? "FUTEX" : "POLLING"));
  }

  private static String path() {
    return LIBRARY + File.pathSeparator + classes;
  }

  private String run(String flag) {
    String main = "org.example.consumer/" + MAIN;
    return run(List.of(flag, "--module-path", path(), "--module", main));
  }

  private String run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(Command.jdk("java")));
    command.addAll(arguments);
    command.add(shared.toString());
    Command.Result result = Command.run(shared, command);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(shared).isEmptyDirectory();
    return result.out();
  }
}
