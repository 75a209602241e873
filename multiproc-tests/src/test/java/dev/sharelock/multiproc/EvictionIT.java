package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.region.Attached;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real process is stopped anywhere (SIGSTOP), evicted, and continues (SIGCONT). */
class EvictionIT {
  private static final String NAME = "evictions";

  @TempDir Path directory;
  private Region region;
  private Allocator allocator;
  private Process zombie;
  private BufferedReader said;

  @BeforeEach
  void start() throws IOException {
    region =
        Region.create(RegionOptions.of(NAME, 1 << 16).in(directory.toString()).blocks(1 << 16));
    allocator = region.allocator();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    zombie =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Zombie.class.getName(),
                directory.toString(),
                NAME)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    said = zombie.inputReader(StandardCharsets.UTF_8);
  }

  @AfterEach
  void stop() throws InterruptedException {
    zombie.destroyForcibly().waitFor();
    region.close();
    Region.unlink(directory.toString(), NAME, UnlinkPolicy.IF_UNUSED);
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(zombie.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Waits until the kernel says that all threads of the process have stopped. */
  private void awaitStopped() throws IOException {
    Path tasks = Path.of("/proc", Long.toString(zombie.pid()), "task");
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

  private Attached attached() {
    return region.attached().stream()
        .filter(one -> one.process().pid() == zombie.pid())
        .findFirst()
        .orElseThrow();
  }

  /** Allocates all there is. */
  private List<Long> everything() {
    List<Long> blocks = new ArrayList<>();
    for (int bytes = 4096; bytes >= 64; bytes /= 2) {
      long id = allocator.tryAllocate(bytes);
      while (id != BlockId.NONE) {
        region.memory().fillBytes(allocator.offset(id), bytes, (byte) 1);
        blocks.add(id);
        id = allocator.tryAllocate(bytes);
      }
    }
    return blocks;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoReturnsIsToldAndHasHarmedNobody(boolean closes) throws Exception {
    long held = Long.parseLong(said.readLine());
    signal("STOP");
    awaitStopped();
    long number = attached().number();
    assertThat(region.participants().isAlive(number)).isTrue();
    assertThat(region.evict(number)).isTrue();
    assertThat(attached().evicted()).isTrue();

    assertThat(allocator.recover().references()).isZero();
    List<Long> blocks = everything();
    assertThat(blocks).isNotEmpty().doesNotContain(held);

    signal("CONT");
    assertThat(said.readLine())
        .startsWith("EVICTED participant was evicted: participant=" + number);
    assertThat(said.readLine()).isEqualTo("EVICTED");
    assertThat(allocator.verify().problems()).isEmpty();
    for (long id : blocks) {
      assertThat(region.memory().readByte(allocator.offset(id))).isEqualTo((byte) 1);
    }
    assertThat(allocator.load(held)).isEqualTo(Outcome.DONE);
    assertThat(region.memory().readLong(allocator.offset(held))).isEqualTo(Zombie.SIGNATURE);
    allocator.release(held);

    if (closes) {
      zombie.outputWriter().write("\n");
      zombie.outputWriter().flush();
    } else {
      zombie.destroyForcibly();
    }
    assertThat(zombie.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(allocator.recover().holders()).isEqualTo(closes ? 0 : 1);
    blocks.forEach(allocator::release);
    allocator.trim();
    assertThat(allocator.verify().problems()).isEmpty();
    assertThat(allocator.verify().pristine()).isTrue();
    assertThat(allocator.load(held)).isNotEqualTo(Outcome.DONE);
  }
}
