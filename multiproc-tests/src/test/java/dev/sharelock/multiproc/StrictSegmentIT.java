package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedSegments;
import dev.sharelock.region.MachineUse;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import dev.sharelock.segment.SegmentAccess;
import dev.sharelock.segment.SegmentTable;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The worst that can happen to a segment: it is given away while another thread copies into it,
 * with memory that it has kept. The JVM must not crash, and what each mode promises must hold.
 */
class StrictSegmentIT {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir Path directory;

  private Process start(SegmentAccess access, boolean nativeAccess) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:-CreateCoredumpOnCrash");
    if (nativeAccess) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(StrictChild.class.getName(), directory.toString(), access.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static byte[] contents(SegmentTable table) {
    byte[] bytes = new byte[StrictChild.BYTES];
    table.received().view().getBytes(0, bytes, 0, bytes.length);
    return bytes;
  }

  /** With native access raw memory is a view of the mapping, without it a mapping of its own. */
  @Timeout(120)
  @ParameterizedTest
  @CsvSource({
    "STRICT_SHARED, true, IllegalStateException",
    "STRICT_SHARED, false, IllegalStateException",
    "CHECKED, false, IllegalTransitionException"
  })
  void whoeverGoesOnWritingIsStoppedAndTheProcessLives(
      SegmentAccess access, boolean nativeAccess, String end) throws Exception {
    RegionOptions options =
        RegionOptions.of("strict", 1 << 16)
            .in(directory.toString())
            .blocks(2L * StrictChild.BYTES)
            .machine(MachineUse.PORTABLE);
    try (Region region = Region.create(options);
        SegmentTable table = NamedSegments.open(region, "segments", StrictChild.SHAPE).join()) {
      Process child = start(access, nativeAccess);
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(table.receive(PATIENCE_NANOS)).isEqualTo(Outcome.DONE);
        byte[] first = contents(table);
        assertThat(output.readLine()).isEqualTo("DONE " + end);
        if (access != SegmentAccess.CHECKED) {
          assertThat(contents(table)).as("nobody has written since").isEqualTo(first);
        }
        byte[] last = contents(table);
        child.getOutputStream().close();
        assertThat(output.lines()).isEmpty();
        assertThat(child.waitFor()).isZero();
        assertThat(contents(table)).isEqualTo(last);
      } finally {
        child.destroyForcibly().waitFor();
      }
    }
    Region.unlink(directory.toString(), "strict", UnlinkPolicy.IF_UNUSED);
  }
}
