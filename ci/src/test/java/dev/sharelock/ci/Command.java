package dev.sharelock.ci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program and collects what it prints. */
final class Command {

  private static final long LIMIT_SECONDS = 300;

  /**
   * What came of it.
   *
   * @param exit the exit code
   * @param out what went to the standard output
   * @param err what went to the standard error
   */
  record Result(int exit, String out, String err) {

    /** Both outputs, for messages. */
    String both() {
      return out + err;
    }
  }

  private Command() {}

  /** A program of the JDK that runs the tests. */
  static String jdk(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** Runs a program in a folder; whoever does not end in time is an error. */
  static Result run(Path folder, List<String> command) {
    try {
      Path out = Files.createTempFile("sharelock-ci-", ".out");
      Path err = Files.createTempFile("sharelock-ci-", ".err");
      try {
        return run(folder, command, out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result run(Path folder, List<String> command, Path out, Path err)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(JAVA|JDK_JAVA)_.*OPTIONS"));
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "command did not end: seconds=" + LIMIT_SECONDS + ", command=" + command);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted: command=" + command, e);
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
