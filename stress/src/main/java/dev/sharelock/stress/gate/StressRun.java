package dev.sharelock.stress.gate;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
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

  private static final int CANARY_ATTEMPTS = 20;

  private StressRun() {}

  /** Takes the report directory, the depth, and a regular expression on test names. */
  public static void main(String[] arguments) throws Exception {
    Path reports = Path.of(arguments[0]).toAbsolutePath();
    Depth depth = Depth.named(arguments[1]);
    empty(reports);
    if (Processors.areTooFew()) {
      return;
    }
    run(reports, depth, "(" + CANARIES + "|" + arguments[2] + ")");
    for (int attempt = 1; attempt < CANARY_ATTEMPTS && canaryIsMissing(reports); attempt++) {
      run(reports, depth, CANARIES);
    }
  }

  /** On a busy machine the two actors of a canary may hardly ever run at the same time. */
  private static boolean canaryIsMissing(Path reports) throws Exception {
    Judgement judgement = new Judgement(StressGate.reports(reports));
    judgement.mustFail(StressGate.canaries());
    return !judgement.complaints().isEmpty();
  }

  private static void run(Path directory, Depth depth, String tests) throws Exception {
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
            .redirectOutput(Redirect.appendTo(directory.resolve("output.txt").toFile()))
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
