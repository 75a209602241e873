package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.exhaustive.CountingScenarios;
import dev.sharelock.model.run.Engines;
import dev.sharelock.model.run.Settings;
import dev.sharelock.model.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exhaustive check from the command line that ends early, and goes on. */
class ExhaustiveCheckTest {
  private static final String SCENARIO = "counting.increments";

  @TempDir private Path folder;
  private final Properties properties = new Properties();
  private StringWriter out;
  private StringWriter err;

  /** Its name begins with that of another one. */
  private static Scenario longer() {
    return other("counting.increments-more");
  }

  private static Scenario other() {
    return other("counting.other");
  }

  private static Scenario other(String name) {
    return Scenario.named(name)
        .process("a", context -> context.memory().setLongVolatile(0, context.choose(90)))
        .exhaustible()
        .build();
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    properties.putIfAbsent("sharelock.report", folder.toString());
    Main.World world =
        new Main.World(
            () -> new Catalogue(List.of(CountingScenarios.increments(), longer(), other())),
            Engines::standard,
            () -> Settings.from(properties, Map.of()));
    return Main.run(world, new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private Path cut() {
    return cut(SCENARIO);
  }

  private Path cut(String scenario) {
    assertThat(run("check", "--exhaustive", scenario, "--executions", "20")).isZero();
    return folder.resolve(SCENARIO + ".rc11.checkpoint");
  }

  @Test
  void goesOnWithThatScenarioOnly() {
    Path file = cut("counting.*");
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
        .containsPattern(SCENARIO + " +exhaustive rc11 +576 +yes ")
        .doesNotContain("incomplete");
    assertThat(file).doesNotExist();
  }

  /** Of 576 executions, 24, 168 and 432 have at most 0, 1 and 2 preemptions. */
  @Test
  void goesOnWithTheBoundAtWhichItEnded() {
    String[] check = {"check", SCENARIO, "--preemptions", "2", "--executions", "100"};
    assertThat(run(check)).isZero();
    Path file = folder.resolve(SCENARIO + ".sc.checkpoint");
    assertThat(run("check", "--resume", file.toString())).isZero();
    assertThat(out.toString()).containsPattern(SCENARIO + " +exhaustive sc +168 +yes ");
    run(check);
    assertThat(run("check", "--resume", file.toString(), "--preemptions", "2")).isZero();
    assertThat(out.toString()).containsPattern(SCENARIO + " +exhaustive sc +432 +yes ");
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
    assertThat(run("check", SCENARIO, "--resume", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("a checkpoint names its scenario").hasLineCount(1);
    assertThat(run("check", "--resume", "nowhere")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("checkpoint cannot be read").hasLineCount(1);
    assertThat(run("check", SCENARIO, "--workers", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("number is impossible: workers=0").hasLineCount(1);
  }

  @Test
  void listsAllThatIsLeft() {
    run("check", "--exhaustive", "--executions", "3");
    assertThat(out.toString()).contains("incomplete: counting.other").doesNotContain("as well");
  }
}
