package dev.sharelock.stress.gate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs jcstress, on the canaries too. What it prints goes to a file, and its exit code is ignored:
 * {@link StressGate} judges the results.
 */
public final class StressRun {
  /** The tests in this package must fail; they are part of every run. */
  static final String CANARIES = "dev\\.sharelock\\.stress\\.canary\\..*";

  private StressRun() {}

  /** Takes the report directory, the depth, and a regular expression on test names. */
  public static void main(String[] arguments) throws Exception {
    Path reports = Path.of(arguments[0]).toAbsolutePath();
    Depth depth = Depth.named(arguments[1]);
    run(reports, depth, "(" + CANARIES + "|" + arguments[2] + ")");
  }

  private static void run(Path directory, Depth depth, String tests) throws Exception {
    empty(directory);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(Depth.NATIVE_ACCESS);
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add("org.openjdk.jcstress.Main");
    command.addAll(List.of("-t", tests, "-r", directory.toString()));
    command.addAll(depth.options());
    Process jcstress =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.txt").toFile())
            .start();
    jcstress.waitFor();
  }

  /** Removes the results of an earlier run, lest they be taken for those of this one. */
  private static void empty(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
