package dev.sharelock.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts {@link ChildProgram} in a JVM of its own. */
final class ChildJvm {

  /** How native access is configured. */
  enum Mode {
    PLAIN(List.of()),
    DENIED(List.of("--illegal-native-access=deny")),
    ENABLED(List.of("--enable-native-access=ALL-UNNAMED"));

    private final List<String> arguments;

    Mode(List<String> arguments) {
      this.arguments = arguments;
    }
  }

  private ChildJvm() {}

  static Process start(Mode mode, String... arguments) throws IOException {
    return start(List.of(), mode, arguments);
  }

  /**
   * Starts it behind another command.
   *
   * @param prefix for example a shell that sets limits
   */
  static Process start(List<String> prefix, Mode mode, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.add("-XX:-UsePerfData"); // it writes a file, which a test forbids
    command.addAll(mode.arguments);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ChildProgram.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL_OPTIONS"));
    return builder.start();
  }

  /** Runs to the end; all that it printed, standard error included. */
  static String run(Mode mode, String... arguments) throws IOException, InterruptedException {
    Process child = start(mode, arguments);
    child.getOutputStream().close();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = child.waitFor();
    return code == 0 ? output : output + "exit code " + code;
  }
}
