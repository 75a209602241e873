package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Unfinished;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.CountingScenarios;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Engines;
import dev.sharelock.model.run.Settings;
import dev.sharelock.model.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
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

  private static Scenario large() {
    return Scenario.named("counting.large")
        .process("a", context -> context.memory().setLongVolatile(0, context.choose(50)))
        .large()
        .build();
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    properties.putIfAbsent("sharelock.report", folder.toString());
    Main.World world =
        new Main.World(
            () ->
                new Catalogue(List.of(CountingScenarios.increments(), longer(), other(), large())),
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
        .containsPattern(
            "explored in part: " + SCENARIO + ", exhaustive rc11: [0-9.]+ % of the work")
        .contains("    go on with: ./sharelock check")
        .contains("--resume " + file);
    assertThat(file).exists();
    assertThat(run("check", "--resume", file.toString(), "--workers", workers)).isZero();
    assertThat(out.toString())
        .containsPattern(SCENARIO + " +exhaustive rc11 +576 +yes ")
        .doesNotContain("in part");
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

  /** The command that is printed goes on with all that is left. */
  @Test
  void goesOnWithAllThatIsLeft() {
    run("check", "--exhaustive", "--executions", "3");
    assertThat(out.toString()).contains("explored in part: counting.other, exhaustive rc11");
    String command = out.toString().replaceFirst("(?s).*go on with: ./sharelock ", "");
    assertThat(command.lines()).hasSize(5).allMatch(line -> line.length() <= 200);
    assertThat(run(command.strip().split("[ \\\\\n]+"))).isZero();
    assertThat(out.toString())
        .contains("4 checks under rc11 within 10 min")
        .doesNotContain("in part");
    assertThat(folder).isEmptyDirectory();
  }

  /** Several workers would go on at different places. */
  @Test
  void aNumberOfExecutionsIsTheSameForAnyNumberOfWorkers() {
    String[] check = {"check", "--exhaustive", "counting.increments", "--executions", "300"};
    run(check);
    Pattern first = Pattern.compile(SCENARIO + ", exhaustive rc11: .*");
    String alone = first.matcher(out.toString()).results().findFirst().orElseThrow().group();
    properties.setProperty("sharelock.workers", "3");
    run(check);
    assertThat(out.toString()).contains(alone);
    properties.remove("sharelock.workers");
    assertThat(run("check", SCENARIO, "--executions", "9", "--workers", "2"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("workers=2, executions=9; do: ").hasLineCount(1);
  }

  @Test
  void doesNotNameAllOfMany() {
    String summary = String.join("\n", UnfinishedSummary.lines(open(9)));
    assertThat(summary).startsWith("explored in part: 9 checks;").hasLineCount(2);
    assertThat(UnfinishedSummary.lines(open(8))).hasSize(9);
  }

  private static List<CheckResult> open(int count) {
    Unfinished half = new Unfinished(0.5, Optional.empty());
    Verdict verdict =
        new Verdict(
            "s", "e", Optional.empty(), 1, 0, false, "", "", Duration.ZERO, Optional.of(half));
    return Collections.nCopies(count, new CheckResult(other(), verdict));
  }

  @Test
  void goesOnTogetherOnlyWithWhatIsAlike() {
    Path file = cut();
    String twice = file.toString();
    assertThat(run("check", "--resume", twice, "--resume", twice)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("together").contains("scenario=" + SCENARIO);
    run("check", "--exhaustive", "--model", "tso", "counting.other", "--executions", "3");
    String other = folder.resolve("counting.other.tso.checkpoint").toString();
    assertThat(run("check", "--resume", twice, "--resume", other)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("differ in=options").hasLineCount(1);
    assertThat(run("check", "--resume", twice, "--large")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("patterns=--large").hasLineCount(1);
  }

  /** Only a check of everything leaves it to sampling, and it says what to do. */
  @Test
  void whatIsLargeIsExhaustedIfItIsAskedFor() {
    run("check", "--executions", "900");
    assertThat(out.toString())
        .containsPattern("counting.large +sampling ")
        .doesNotContainPattern("counting.large +exhaustive ")
        .contains("1 scenario is large, and was only sampled: counting.large")
        .contains("to exhaust it: ./sharelock check --large\n");
    assertThat(run("check", "--large")).isZero();
    assertThat(out.toString())
        .contains("1 check under rc11 within 10 min")
        .containsPattern("counting.large +exhaustive rc11 +50 +yes ")
        .doesNotContain("sampled");
    run("check", "counting.large", "--executions", "900");
    assertThat(out.toString()).containsPattern("counting.large +exhaustive rc11 +50 +yes ");
    run("check", "--model", "tso", "--executions", "900");
    assertThat(out.toString()).contains("./sharelock check --large --model tso\n");
    assertThat(run("check", "--large", "counting.other")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no scenario is large: patterns=counting.other");
  }
}
