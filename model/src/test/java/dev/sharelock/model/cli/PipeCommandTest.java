package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.named.NamedPipe;
import dev.sharelock.named.QueueShape;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands at pipes, each in a thread as if it were a process. */
class PipeCommandTest {
  private static final int SIZE = 3_000_001;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private Path file;
  private String region;

  @BeforeEach
  void write() throws IOException {
    byte[] bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    file = Files.write(folder.resolve("file"), bytes);
    region = Files.createDirectory(folder.resolve("shm")).resolve("world").toString();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    pool.close();
    try (Stream<Path> left = Files.list(folder.resolve("shm"))) {
      assertThat(left).isEmpty();
    }
  }

  private int run(String... arguments) {
    return Main.run(Main.World.real(), new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private Future<Integer> start(String... arguments) {
    return pool.submit(() -> run(arguments));
  }

  @Test
  void aFileArrivesThroughARelay() throws Exception {
    Path got = folder.resolve("got");
    Future<Integer> server = start("pipe", "serve", region, "in", "--file", file.toString());
    Future<Integer> relay = start("pipe", "relay", region, "in", "out");
    assertThat(run("pipe", "receive", region, "out", "--output", got.toString())).isZero();
    assertThat(relay.get()).isZero();
    assertThat(server.get()).isZero();
    assertThat(Files.mismatch(file, got)).isEqualTo(-1);
    assertThat(err.toString()).contains("received 3,000,001 bytes", "sent 3,000,001 bytes");
  }

  @Test
  void othersSendIntoAPipeThatIsOnlyOwned() throws Exception {
    Path got = folder.resolve("got");
    Future<Integer> server = start("pipe", "serve", region, "in", "--only-own", "--memory", "1");
    Future<Integer> receiver = start("pipe", "receive", region, "in", "--output", got.toString());
    assertThat(run("pipe", "send", region, "in", "--file", file.toString())).isZero();
    assertThat(run("pipe", "status", region, "--over", "1ms")).isZero();
    assertThat(run("pipe", "status", region, "in", "--over", "1ms", "--json")).isZero();
    assertThat(run("pipe", "send", region, "in", "--file", file.toString(), "--end")).isZero();
    assertThat(receiver.get()).isZero();
    assertThat(server.get()).isZero();
    assertThat(Files.size(got)).isEqualTo(2 * SIZE);
    assertThat(out.toString()).contains("alive", "\"pipe\":\"in\"", "\"ended\":false");
  }

  @Test
  void theStatusWaitsIfItIsToldTo() throws Exception {
    Future<Integer> status = start("pipe", "status", region, "in", "--over", "1ms", "--wait", "9s");
    Future<Integer> server = start("pipe", "serve", region, "in", "--only-own");
    assertThat(status.get()).isZero();
    String got = folder.resolve("got").toString();
    Future<Integer> receiver = start("pipe", "receive", region, "in", "--output", got);
    assertThat(run("pipe", "send", region, "in", "--file", file.toString(), "--end")).isZero();
    assertThat(receiver.get()).isZero();
    assertThat(server.get()).isZero();
    assertThat(run("pipe", "status", "--help")).isZero();
    assertThat(out.toString()).contains("not at all for status", " 20   the other side is dead");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(run("pipe", "receive", region, "in", "--wait", "10ms")).isEqualTo(20);
    assertThat(err.toString()).contains("region does not exist").doesNotContain("Exception");
    assertThat(run("pipe", "status", region)).isEqualTo(20);
    assertThat(err.toString().lines())
        .allMatch(
            line ->
                line.endsWith("; do: start ./sharelock pipe serve, or wait longer, with --wait"));
    assertThat(run("pipe", "serve", region, "in", "--memory", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(run("pipe", "serve", region, "in", "--file", "none")).isEqualTo(20);
    assertThat(err.toString()).contains("file cannot be opened: file=none, cause=there is no");
    assertThat(run("pipe", "serve", region, "in", "--file", folder.toString())).isEqualTo(20);
    assertThat(err.toString()).contains("cause=it is a directory");
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeAnythingHappens() {
    assertThat(run("pipe", "relay", region, "in", "in")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("relay leads to where it comes from: pipe=in");
    assertThat(run("pipe", "serve", region, "in", "--memory", "100000")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("memory is out of range: memory=100000, least=1");
    assertThat(run("pipe", "receive", region, "in", "--successor", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(run("pipe", "send", region, "in", "--successor", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(run("pipe", "relay", region, "in", "out", "--successor", "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("pipe", "status", region, "--over", "x")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whoServesAlreadyIsNamedWithWhatCanBeDone() throws Exception {
    Future<Integer> server = start("pipe", "serve", region, "in", "--only-own");
    assertThat(run("pipe", "status", region, "in", "--over", "1ms", "--wait", "60s")).isZero();
    assertThat(run("pipe", "serve", region, "in", "--only-own")).isEqualTo(20);
    String pid = Long.toString(ProcessHandle.current().pid());
    assertThat(err.toString())
        .contains("pipe has a server already: region=" + region + ", pipe=in, pid=" + pid)
        .contains("./sharelock pipe send " + region + " in, or end that one with kill " + pid);
    String got = folder.resolve("got").toString();
    Future<Integer> receiver = start("pipe", "receive", region, "in", "--output", got);
    assertThat(run("pipe", "send", region, "in", "--file", file.toString(), "--end")).isZero();
    assertThat(receiver.get()).isZero();
    assertThat(server.get()).isZero();
  }

  /** It would be over, and its region removed, before anybody has seen it. */
  @Test
  void anEmptyStreamWaitsForWhoeverReceivesIt() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    Path got = folder.resolve("got");
    Future<Integer> server = start("pipe", "serve", region, "in", "--file", empty.toString());
    assertThat(run("pipe", "status", region, "in", "--over", "1ms", "--wait", "60s")).isZero();
    assertThat(run("pipe", "receive", region, "in", "--output", got.toString())).isZero();
    assertThat(server.get()).isZero();
    assertThat(got).isEmptyFile();
  }

  @Test
  void whatCannotBeWrittenIsLeftToTheNextReceiver() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
    Path got = folder.resolve("got");
    Future<Integer> server = start("pipe", "serve", region, "in", "--file", file.toString());
    assertThat(run("pipe", "receive", region, "in", "--output", "/dev/full")).isEqualTo(20);
    assertThat(err.toString()).contains("cannot read or write: cause=");
    assertThat(run("pipe", "receive", region, "in", "--output", got.toString())).isZero();
    assertThat(server.get()).isZero();
    assertThat(Files.mismatch(file, got)).isEqualTo(-1);
  }

  @Test
  void aPipeWhoseServerHasLeftIsNotWaitedForWithoutLimit() {
    String shm = folder.resolve("shm").toString();
    try (Region other = Region.create(RegionOptions.of("world", 1 << 18).blocks(1 << 16).in(shm))) {
      NamedPipe.open(other, "in", QueueShape.ofBlocks(4)).server().close();
      String got = folder.resolve("got").toString();
      assertThat(run("pipe", "receive", region, "in", "--wait", "10ms", "--output", got))
          .isEqualTo(20);
      assertThat(err.toString()).contains("pipe has no server: region=" + region + ", pipe=in; do");
    }
    Region.unlink(shm, "world", UnlinkPolicy.IF_UNUSED);
  }

  @Test
  void linesOfSeveralSendersDoNotMix() throws Exception {
    List<String> lines = IntStream.range(0, 30_000).mapToObj(i -> "line " + i).toList();
    Path text = Files.write(folder.resolve("text"), lines);
    Path got = folder.resolve("got");
    Future<Integer> server = start("pipe", "serve", region, "in", "--only-own");
    Future<Integer> receiver = start("pipe", "receive", region, "in", "--output", got.toString());
    String[] send = {"pipe", "send", region, "in", "--lines", "--file", text.toString()};
    Future<Integer> one = start(send);
    assertThat(run(send)).isZero();
    assertThat(one.get()).isZero();
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(run("pipe", "send", region, "in", "--end", "--file", empty.toString())).isZero();
    assertThat(receiver.get()).isZero();
    assertThat(server.get()).isZero();
    List<String> twice = Stream.concat(lines.stream(), lines.stream()).toList();
    assertThat(Files.readAllLines(got)).containsExactlyInAnyOrderElementsOf(twice);
  }
}
