package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real process is stopped somewhere in an operation on a queue (SIGSTOP), and continues later.
 * Meanwhile others put, take and come to the end of their time-outs; no value is lost or doubled.
 */
@Timeout(120)
class QueueStoppedIT {
  private static final String NAME = "stopped";
  private static final int VALUES = 20_000;
  private static final int STOPS = 5;
  private static final long A_MOMENT = Duration.ofMillis(5).toNanos();

  @TempDir Path directory;
  private Region region;
  private ConditionQueue queue;
  private Process other;
  private BufferedReader said;

  @BeforeEach
  void start() {
    region = Region.create(RegionOptions.of(NAME, 1 << 16).in(directory.toString()));
    queue = NamedQueue.open(region, QueueParty.QUEUE, QueueParty.SHAPE).values();
  }

  @AfterEach
  void stop() throws InterruptedException {
    other.destroyForcibly().waitFor();
    queue.close();
    region.close();
    Region.unlink(directory.toString(), NAME, UnlinkPolicy.IF_UNUSED);
  }

  private void startOther(String role) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(QueueParty.class.getName(), directory.toString(), NAME, role));
    command.add(Integer.toString(VALUES));
    other = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    said = other.inputReader(StandardCharsets.UTF_8);
    assertThat(said.readLine()).isEqualTo("ready");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(other.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Stops the other process, and waits until the kernel says so of all its threads. */
  private void stopOther() throws IOException, InterruptedException {
    signal("STOP");
    Path tasks = Path.of("/proc", Long.toString(other.pid()), "task");
    boolean stopped = false;
    while (!stopped) {
      Thread.onSpinWait();
      try (var threads = Files.newDirectoryStream(tasks)) {
        stopped = true;
        for (Path thread : threads) {
          String stat = Files.readString(thread.resolve("stat"));
          stopped &= stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        }
      }
    }
  }

  /** After how many values to stop the other one, from a seed. */
  private static int[] stops(long seed) {
    return new Random(seed).ints(STOPS, 1, VALUES / STOPS).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aProducerThatIsStoppedDelaysNobody(long seed) throws Exception {
    startOther(QueueParty.PRODUCES);
    List<Long> taken = new ArrayList<>();
    for (int count : stops(seed)) {
      for (int i = 0; i < count; i++) {
        assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
        taken.add(queue.value());
      }
      stopOther();
      while (queue.tryDequeue() == Outcome.DONE) {
        taken.add(queue.value());
      }
      assertThat(queue.dequeue(A_MOMENT)).isEqualTo(Outcome.TIMED_OUT);
      assertThat(queue.enqueue(-seed, A_MOMENT)).isEqualTo(Outcome.DONE);
      assertThat(queue.dequeue(A_MOMENT)).isEqualTo(Outcome.DONE);
      assertThat(queue.value()).isEqualTo(-seed);
      signal("CONT");
    }
    while (taken.size() < VALUES) {
      assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
      taken.add(queue.value());
    }
    assertThat(taken).isEqualTo(LongStream.rangeClosed(1, VALUES).boxed().toList());
    assertThat(other.waitFor()).isZero();
    assertThat(said.readLine()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aConsumerThatIsStoppedDelaysNobody(long seed) throws Exception {
    startOther(QueueParty.CONSUMES);
    long next = 1;
    List<Long> taken = new ArrayList<>();
    for (int count : stops(seed)) {
      for (int i = 0; i < count; i++) {
        assertThat(queue.enqueue(next++)).isEqualTo(Outcome.DONE);
      }
      stopOther();
      while (queue.tryEnqueue(next) == Outcome.DONE) {
        next++;
      }
      assertThat(queue.enqueue(next, A_MOMENT)).isEqualTo(Outcome.TIMED_OUT);
      assertThat(queue.dequeue(A_MOMENT)).isEqualTo(Outcome.DONE);
      taken.add(queue.value());
      assertThat(queue.enqueue(next++, A_MOMENT)).isEqualTo(Outcome.DONE);
      signal("CONT");
    }
    queue.closeQueue();
    Arrays.stream(said.readLine().split(" ")).map(Long::valueOf).forEach(taken::add);
    assertThat(taken.stream().sorted().toList())
        .isEqualTo(LongStream.range(1, next).boxed().toList());
    assertThat(other.waitFor()).isZero();
  }
}
