package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that does its part, and may stop before an access in order to be killed there.
 *
 * @param process as it was started
 * @param said what it has written
 */
record ForkedMember(Process process, BufferedReader said) {
  static final String READY = "ready";

  /** What one says that is to be killed there. */
  static final String AT_THE_ACCESS = "at the access";

  private static final int KILLED = 128 + 9;

  static ForkedMember start(Class<?> main, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new ForkedMember(process, process.inputReader(StandardCharsets.UTF_8));
  }

  /** In the process: says that it stands before the access, and stays there. */
  static void awaitDeath() {
    System.out.println(AT_THE_ACCESS);
    while (true) {
      Thread.onSpinWait();
    }
  }

  void requireReady() throws IOException {
    assertThat(said.readLine()).isEqualTo(READY);
  }

  void proceed() throws IOException {
    process.outputWriter().write('\n');
    process.outputWriter().flush();
  }

  void kill() throws Exception {
    assertThat(said.readLine()).isEqualTo(AT_THE_ACCESS);
    assertThat(process.destroyForcibly().waitFor()).isEqualTo(KILLED);
  }

  void requireEnd() throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(said.readLine()).isNull();
  }

  void end() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
