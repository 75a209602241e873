package dev.sharelock.examples;

import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Starts further processes, and ends this one as a crash would. */
final class Jvm {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC", // a small process that starts fast
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED"); // waits may sleep in the kernel

  private static final String PARENT = "parent";

  private Jvm() {}

  /** Starts a process with a main class of this program. */
  static Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-D" + PARENT + "=" + ProcessHandle.current().pid());
    command.addAll(List.of("--class-path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).inheritIO().start();
  }

  /** Attaches to the region of the process that has started this one; waits end when it ends. */
  static Region attach(String name) {
    Optional<ProcessHandle> parent = ProcessHandle.of(Long.getLong(PARENT));
    BooleanSupplier orphaned = () -> parent.isEmpty() || !parent.get().isAlive();
    return Region.attach(AttachOptions.of(name).cancelledBy(orphaned));
  }

  /** Ends this process at once: nothing is closed, nothing is flushed, no hook runs. */
  static void crash() {
    Runtime.getRuntime().halt(1);
  }
}
