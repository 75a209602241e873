package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.cli.Main;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.pipe.ByteMessages;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.UnlinkPolicy;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pipes between real processes, some of which are killed. */
@Timeout(120)
class PipeForkedIT {
  /** 128 and the number of the signal. */
  private static final int TERMINATED = 128 + 15;

  private static final int SIZE = 32 << 20;
  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Path shared;
  private String world;

  @BeforeEach
  void create() throws Exception {
    shared = Files.createDirectory(folder.resolve("shared"));
    world = shared.resolve("world").toString();
  }

  @AfterEach
  void nothingRunsAndNothingIsLeft() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> left = Files.list(shared)) {
      assertThat(left).isEmpty();
    }
  }

  private Process start(String... arguments) throws Exception {
    File output = folder.resolve("out" + processes.size()).toFile();
    return start(ProcessBuilder.Redirect.to(output), List.of(arguments));
  }

  private Process start(ProcessBuilder.Redirect output, List<String> arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "pipe"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectError(folder.resolve("err" + processes.size()).toFile())
            .redirectOutput(output)
            .start();
    processes.add(process);
    return process;
  }

  private static void kill(Process process) throws Exception {
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
  }

  private static int exit(Process process) throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private Region attach() {
    return Region.attach(AttachOptions.of("world").in(shared.toString()).within(60 * SECOND));
  }

  /**
   * Each relay is killed somewhere in the middle, since nobody reads on meanwhile and the pipes are
   * shorter than what is left; all arrives as it was.
   */
  @Test
  void killedRelaysLoseAndDoubleNothing() throws Exception {
    byte[] bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    Process server = start("serve", world, "in", "--file", file.toString(), "--wait", "60s");
    Process receiver =
        start(
            ProcessBuilder.Redirect.PIPE,
            List.of("receive", world, "out", "--wait", "60s", "--successor", "60s"));
    InputStream got = receiver.getInputStream();
    for (int relays = 0; relays < 3; relays++) {
      Process relay = start("relay", world, "in", "out", "--wait", "60s");
      int begin = relays * SIZE / 8;
      int end = begin + SIZE / 8;
      assertThat(got.readNBytes(end - begin)).isEqualTo(Arrays.copyOfRange(bytes, begin, end));
      kill(relay);
    }
    Process last = start("relay", world, "in", "out");
    assertThat(got.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 3 * SIZE / 8, SIZE));
    assertThat(exit(last)).isZero();
    assertThat(exit(receiver)).isZero();
    assertThat(exit(server)).isZero();
  }

  /** The client takes what the dead server has left, is told, and goes on with the next. */
  @Test
  void aKilledServerIsSucceeded() throws Exception {
    Process first = start("serve", world, "words");
    say(first, "one");
    try (Region region = attach()) {
      PipeClient client = NamedPipe.await(region, "words", 60 * SECOND).client();
      assertThat(client.awaitServer(60 * SECOND)).isEqualTo(Outcome.DONE);
      long before = client.knownServer();
      try (BlockQueue queue = client.blocks(region.allocator(), Delivery.AT_LEAST_ONCE)) {
        ByteMessages messages = new ByteMessages(region.context(), region.allocator(), queue);
        assertThat(next(messages)).isEqualTo("one");
        say(first, "two");
        while (queue.size() == 0) {
          Thread.onSpinWait();
        }
        kill(first);
        assertThat(next(messages)).isEqualTo("two");
        assertThat(messages.receive(60 * SECOND)).isEqualTo(Outcome.PEER_DEAD);
        Process second = start("serve", world, "words");
        assertThat(client.awaitServer(60 * SECOND)).isEqualTo(Outcome.DONE);
        assertThat(client.knownServer()).isNotEqualTo(before);
        say(second, "three");
        second.getOutputStream().close();
        assertThat(next(messages)).isEqualTo("three");
        assertThat(messages.receive(Deadline.NEVER)).isEqualTo(Outcome.CLOSED);
        assertThat(exit(second)).isZero();
      }
    }
    assertThat(exit(start("receive", world, "words"))).isZero();
  }

  private static void say(Process server, String word) throws Exception {
    OutputStream out = server.getOutputStream();
    out.write(word.getBytes());
    out.flush();
  }

  private static String next(ByteMessages messages) {
    assertThat(messages.receive(60 * SECOND)).isEqualTo(Outcome.DONE);
    byte[] bytes = new byte[messages.length()];
    messages.read(bytes, 0);
    return new String(bytes);
  }

  /** Asked to end: SIGTERM, since a process in the background may be made to ignore Ctrl-C. */
  @Test
  void whoeverIsInterruptedLeavesNothing() throws Exception {
    Process server = start("serve", world, "in", "--only-own");
    Process receiver = start("receive", world, "in");
    try (Region region = attach()) {
      NamedPipe pipe = NamedPipe.await(region, "in", 60 * SECOND);
      while (pipe.status().queue().waitingForElement() == 0) {
        Thread.onSpinWait();
      }
    }
    interrupt(receiver);
    assertThat(exit(receiver)).isEqualTo(TERMINATED);
    interrupt(server);
    assertThat(exit(server)).isEqualTo(TERMINATED);
  }

  /** What was read before is all that there is, but not all that there was to be. */
  @Test
  void anInterruptedServerDoesNotEndTheStream() throws Exception {
    Process server = start("serve", world, "in");
    say(server, "one");
    try (Region region = attach()) {
      PipeClient client = NamedPipe.await(region, "in", 60 * SECOND).client();
      try (BlockQueue queue = client.blocks(region.allocator(), Delivery.AT_LEAST_ONCE)) {
        ByteMessages messages = new ByteMessages(region.context(), region.allocator(), queue);
        assertThat(next(messages)).isEqualTo("one");
        interrupt(server);
        assertThat(messages.receive(60 * SECOND)).isEqualTo(Outcome.PEER_DEAD);
        assertThat(exit(server)).isEqualTo(TERMINATED);
      }
    }
    Region.unlink(shared.toString(), "world", UnlinkPolicy.IF_UNUSED);
  }

  /** The receiver that fails is the last one there. */
  @Test
  void whatCouldNotBeWrittenOutlivesTheServer() throws Exception {
    Process server = start("serve", world, "in", "--file", "/dev/zero");
    try (Region region = attach()) {
      NamedPipe pipe = NamedPipe.await(region, "in", 60 * SECOND);
      while (pipe.status().queue().waitingForRoom() == 0) {
        Thread.onSpinWait();
      }
    }
    kill(server);
    String output = folder.resolve("missing").resolve("got").toString();
    assertThat(exit(start("receive", world, "in", "--output", output))).isEqualTo(20);
    Path got = folder.resolve("got");
    assertThat(exit(start("receive", world, "in", "--output", got.toString()))).isEqualTo(20);
    assertThat(Files.size(got)).isEqualTo(64 << 16);
  }

  private static void interrupt(Process process) throws Exception {
    new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
  }
}
