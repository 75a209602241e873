package dev.sharelock.model.forked;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A forked JVM as its coordinator sees it. */
final class ForkedProcess implements AutoCloseable {
  private static final int LONGEST_DEATH_SECONDS = 10;

  private final Process process;
  private final Wire wire;

  private ForkedProcess(Process process) {
    this.process = process;
    this.wire = new Wire(process.getInputStream(), process.getOutputStream());
  }

  /** Starts a JVM of the kind that runs this code, with the same class path. */
  static ForkedProcess start(JvmFlags flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags.flags());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ForkedMain.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    ForkedProcess forked = new ForkedProcess(process);
    String[] ready = forked.wire.receive();
    if (ready == null || !ready[0].equals("READY")) {
      forked.close();
      throw new IOException(
          "forked JVM did not start: command="
              + String.join(" ", command)
              + "; do: see what it printed above");
    }
    return forked;
  }

  Wire wire() {
    return wire;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Stops the process where it is (SIGSTOP), or lets it continue (SIGCONT). */
  void signal(String name) throws IOException, InterruptedException {
    int failed = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    if (failed != 0) {
      throw new IOException("signal was not sent: signal=" + name + ", process=" + pid());
    }
  }

  /** Kills the process for good (SIGKILL) and waits until the kernel has done so. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills the process later unless the returned future is completed before: no wait is endless. */
  CompletableFuture<Void> killAfter(Duration patience) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    done.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            e -> {
              process.destroyForcibly();
              return null;
            });
    return done;
  }

  /** Kills the process and waits a moment until the kernel has done so. */
  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor(LONGEST_DEATH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
