package dev.sharelock.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts further processes, and ends this one as a crash would. */
final class Jvm {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC", // a small process that starts fast
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED"); // waits may sleep in the kernel

  private Jvm() {}

  /** Starts a process with a main class of this program. */
  static Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).inheritIO().start();
  }

  /** Ends this process at once: nothing is closed, nothing is flushed, no hook runs. */
  static void crash() {
    Runtime.getRuntime().halt(1);
  }
}
