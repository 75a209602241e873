package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.run.Engines;
import dev.sharelock.model.run.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exhaustive check from the command line that ends early, and goes on. */
class ExhaustiveCheckTest {
  private static final String SCENARIO = "ring.producer-killed-small";

  @TempDir private Path folder;
  private final Properties properties = new Properties();
  private StringWriter out;
  private StringWriter err;

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    properties.putIfAbsent("sharelock.report", folder.toString());
    Main.World world =
        new Main.World(
            Catalogue::installed, Engines::standard, () -> Settings.from(properties, Map.of()));
    return Main.run(world, new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private Path cut() {
    return cut(SCENARIO);
  }

  private Path cut(String scenario) {
    assertThat(run("check", "--exhaustive", scenario, "--executions", "20")).isZero();
    return folder.resolve(scenario + ".rc11.checkpoint");
  }

  @Test
  void goesOnWithThatScenarioOnly() {
    Path file = cut("ring.close-while-blocked");
    assertThat(run("check", "--resume", file.toString())).isZero();
    assertThat(out.toString()).contains("1 check ").containsPattern("exhaustive rc11 +21 +yes");
    cut("ring.close");
    file = folder.resolve("ring.close.rc11.checkpoint");
    run("check", "--resume", file.toString(), "--executions", "1");
    assertThat(out.toString()).contains("1 check under rc11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3"})
  void goesOnWithWhatWasLeft(String workers) {
    Path file = cut();
    assertThat(out.toString())
        .containsPattern("incomplete: " + SCENARIO + ", exhaustive rc11: [0-9.]+ % of the work")
        .contains("go on with: ./sharelock check --resume " + file);
    assertThat(file).exists();
    assertThat(run("check", "--resume", file.toString(), "--workers", workers)).isZero();
    assertThat(out.toString())
        .containsPattern(SCENARIO + " +exhaustive rc11 +423 +yes ")
        .doesNotContain("incomplete");
    assertThat(file).doesNotExist();
  }

  @Test
  void saysInJsonHowFarItCame() throws IOException {
    Path json = folder.resolve("results.json");
    run("check", "--exhaustive", SCENARIO, "--executions", "9", "--json", json.toString());
    assertThat(Files.readString(json))
        .containsPattern("\"done\" : 0[.]")
        .contains(SCENARIO + ".rc11.checkpoint\"");
  }

  @Test
  void refusesACheckpointThatDoesNotFit() throws IOException {
    Path file = cut();
    String text = Files.readString(file);
    Files.writeString(file, text.replace("steps=", "steps=1"));
    assertThat(run("check", "--resume", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith("sharelock: checkpoint is of another options");
    Files.writeString(file, "nonsense");
    assertThat(run("check", "--resume", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith("sharelock: checkpoint is malformed").hasLineCount(1);
    assertThat(run("check", "ring.close", "--resume", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("a checkpoint names its scenario").hasLineCount(1);
    assertThat(run("check", "--resume", "nowhere")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("checkpoint cannot be read").hasLineCount(1);
    assertThat(run("check", "ring.close", "--workers", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("number is impossible: workers=0").hasLineCount(1);
  }

  @Test
  void countsWhatIsLeftWhenThereIsMuch() {
    run("check", "--exhaustive", "ring.without-*", "ring.close", "--executions", "3");
    assertThat(out.toString()).contains("incomplete as well: ");
  }
}
