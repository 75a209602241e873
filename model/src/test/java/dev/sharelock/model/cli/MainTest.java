package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.run.Engines;
import dev.sharelock.model.run.FakeEngine;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.region.MachineUse;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeEngine engine = new FakeEngine("sampling", Map.of());
  private final Properties properties = new Properties();

  private static Scenario scenario(String name, FailureKind... mustFailWith) {
    return Scenario.named(name)
        .about("About " + name + ".")
        .process("a", context -> {})
        .mustFailWith(mustFailWith)
        .build();
  }

  private int run(String... arguments) {
    properties.putIfAbsent("sharelock.report", folder.toString());
    Main.World world =
        new Main.World(
            () ->
                new Catalogue(
                    List.of(
                        scenario("ring.wrap-around"),
                        scenario("ring.close"),
                        scenario("mutant.lost-release", FailureKind.DATA_RACE))),
            () -> new Engines(List.of(engine)),
            () -> Settings.from(properties, Map.of()));
    return Main.run(world, new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private void failing(Map<String, FailureKind> kinds) {
    engine = new FakeEngine("sampling", kinds);
  }

  @Test
  void showsAnExecutionByItsNumber() {
    assertThat(run("check", "ring.close", "--show", "2")).isZero();
    assertThat(out.toString())
        .contains("ring.close execution 2 of the sampling engine")
        .contains("./sharelock replay v1:ring.close:sampling:2");
    assertThat(run("check", "ring.close", "--show", "4")).isEqualTo(2);
    assertThat(err.toString()).contains("there are fewer executions: scenario=ring.close");
    assertThat(run("check", "ring.close", "--show", "0")).isEqualTo(2);
  }

  @Test
  void theHelpOfACommandShowsTheExitCodes() {
    assertThat(run("check", "--help")).isZero();
    assertThat(out.toString()).contains("12   a scenario does not repeat itself");
  }

  @Test
  void passesWhenAllIsWell() {
    failing(Map.of("mutant.lost-release", FailureKind.DATA_RACE));
    assertThat(run("check")).isZero();
    assertThat(out.toString())
        .contains("3 checks under rc11 within 45 s, seed 0x")
        .contains("mutant.lost-release  sampling")
        .contains("caught: DATA_RACE")
        .contains("2 passed, 1 caught as they must be");
  }

  @Test
  void failsWhenAMutantIsNotCaught() {
    assertThat(run("check")).isEqualTo(13);
    assertThat(out.toString())
        .contains("NOT CAUGHT")
        .contains("must fail with DATA_RACE, and a checker that does not notice");
  }

  @Test
  void failsWhenAMutantFailsInAnotherWay() {
    failing(Map.of("mutant.lost-release", FailureKind.DEADLOCK));
    assertThat(run("check", "mutant")).isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({
    "ASSERTION,10",
    "INVARIANT,10",
    "EXCEPTION,10",
    "DATA_RACE,10",
    "MIXED_SIZE,10",
    "NOT_LINEARIZABLE,10",
    "DEADLOCK,11",
    "LOST_WAKE_UP,11",
    "LIVELOCK,11",
    "NONDETERMINISM,12"
  })
  void endsWithTheCodeOfTheFailure(FailureKind kind, int code) {
    failing(Map.of("ring.close", kind));
    assertThat(run("check", "ring")).isEqualTo(code);
    assertThat(out.toString())
        .contains("FAILED  ring.close   " + kind)
        .contains("./sharelock replay v1:ring.close:sampling:0");
    assertThat(run("replay", "v1:ring.close:sampling:0")).isEqualTo(code);
  }

  @Test
  void replaysATokenFromAFile() throws Exception {
    failing(Map.of("ring.close", FailureKind.DEADLOCK));
    Path file = Files.writeString(folder.resolve("token"), "v1:ring.close:sampling:0\n");
    assertThat(run("replay", file.toString())).isEqualTo(11);
  }

  @Test
  void givesEachCheckItsSeedAndShare() {
    assertThat(
            run(
                "check",
                "ring",
                "--seed",
                "0x1",
                "--time",
                "100s",
                "--executions",
                "7",
                "--jobs",
                "1"))
        .isZero();
    assertThat(engine.asked())
        .extracting(FakeEngine.Asked::scenario)
        .containsExactly("ring.wrap-around", "ring.close");
    FakeEngine.Asked first = engine.asked().getFirst();
    assertThat(first.seed()).isEqualTo(new Seed(1));
    assertThat(first.model()).isEqualTo(MemoryModel.RC11);
    assertThat(first.budget().executions()).isEqualTo(7);
    assertThat(first.budget().time())
        .isLessThanOrEqualTo(Duration.ofSeconds(50))
        .isGreaterThan(Duration.ofSeconds(40));
    assertThat(engine.asked().getLast().budget().time()).isGreaterThan(Duration.ofSeconds(90));
  }

  @Test
  void letsTheSeedFromOutsideWin() {
    properties.setProperty("sharelock.seed", "0x2a");
    assertThat(run("check", "ring.close", "--seed", "0x1")).isZero();
    assertThat(engine.asked().getFirst().seed()).isEqualTo(new Seed(42));
    assertThat(out.toString()).contains("seed 0x000000000000002a");
  }

  @Test
  void writesJson() throws Exception {
    failing(Map.of("ring.close", FailureKind.DEADLOCK));
    Path file = folder.resolve("new/results.json");
    run("check", "ring", "--json", file.toString());
    assertThat(Files.readString(file))
        .contains("\"standing\" : \"PASSED\"")
        .contains("\"token\" : \"v1:ring.close:sampling:0\"");
  }

  @Test
  void listsScenarios() {
    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .contains("ring.close           About ring.close.")
        .contains("[must fail with DATA_RACE]")
        .contains("3 scenarios");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check ring.clsoe | no such scenario: name=ring.clsoe; do: did you mean ring.close?",
        "check nothing.* | no such scenario: name=nothing.*; do: run ./sharelock list",
        "chekc | unknown command: command=chekc; do: did you mean check?",
        "check --tiem 3s | unknown option: option=--tiem; do: did you mean --time?",
        "check --time 3 | duration is malformed: duration=3; do: write 500ms, 30s, 5m or 8h",
        "check --time 0s | duration is malformed: duration=0s",
        "check --seed 0xz | seed is malformed: seed=0xz",
        "check --model rc12 | no such memory model: model=rc12; do: did you mean rc11?",
        "check --model foo | no such memory model: model=foo; do: use one of sc, tso, rc11, jmm",
        "check --engine samplin | no such engine: engine=samplin; do: did you mean sampling?",
        "check --engine sampling --model tso | engine does not know the memory model",
        "check --model tso | nothing to check: no engine suits the scenarios under TSO",
        "check --executions 0 | number is impossible: executions=0",
        "check --jobs -1 | number is impossible: jobs=-1",
        "check --executions x | wrong arguments: Invalid value for option '--executions'",
        "replay | wrong arguments: Missing required parameter: 'TOKEN'",
        "replay v1:x | token is malformed: token=v1:x",
        "replay nofile | neither a token nor a file with one: argument=nofile",
        "replay v1:ring.close:other:0 | token is of an unknown engine: engine=other",
        "replay v1:ring.cloze:sampling:0 | no such scenario: name=ring.cloze",
        "list --al | unknown option: option=--al",
      })
  void refusesNonsenseInOneSentence(String arguments, String sentence) {
    assertThat(run(arguments.strip().split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("sharelock: " + sentence).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void inspectsARegion() {
    RegionOptions options =
        RegionOptions.of("orders", 4096).in(folder.toString()).machine(MachineUse.PORTABLE);
    try (Region region = Region.create(options)) {
      assertThat(region).isNotNull();
      assertThat(run("inspect", folder.resolve("orders").toString())).isZero();
      assertThat(out.toString()).contains("phase=").contains("participant");
    }
  }

  @Test
  void listsTheRegionsOfADirectory() throws Exception {
    String place = folder + "/";
    assertThat(run("inspect", place)).isZero();
    assertThat(out.toString()).isEqualTo("no regions\n");
    Files.writeString(folder.resolve("garbage"), "garbage");
    RegionOptions options = RegionOptions.of("orders", 4096).in(folder.toString());
    try (Region region = Region.create(options.machine(MachineUse.PORTABLE))) {
      assertThat(region).isNotNull();
      assertThat(run("inspect", place)).isZero();
      assertThat(out.toString())
          .contains("orders ", Long.toString(ProcessHandle.current().pid()))
          .doesNotContain("garbage");
    }
    assertThat(run("inspect", place)).isZero();
    assertThat(out.toString()).endsWith("none\n");
  }

  @Test
  void removesARegionThatNobodyUses() {
    String place = folder.resolve("orders").toString();
    RegionOptions options = RegionOptions.of("orders", 4096).in(folder.toString());
    try (Region region = Region.create(options.machine(MachineUse.PORTABLE))) {
      assertThat(run("remove", place)).isEqualTo(ExitCode.UNUSABLE);
      assertThat(err.toString())
          .contains("livePids=[" + ProcessHandle.current().pid() + "]", "; do: ", "--force")
          .hasLineCount(1);
      assertThat(region.isRetired()).isFalse();
      assertThat(run("remove", place, "--force")).isZero();
      assertThat(region.isRetired()).isTrue();
      assertThat(out.toString()).startsWith("removed orders: ").contains(" keep it: ");
    }
    assertThat(run("remove", place)).isEqualTo(ExitCode.USAGE);
    Region.create(options.machine(MachineUse.PORTABLE)).close();
    assertThat(run("remove", place)).isZero();
    assertThat(out.toString()).endsWith("processes that keep it: none\n");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsNoRegion() throws Exception {
    String missing = folder.resolve("missing").toString();
    assertThat(run("inspect", missing)).isEqualTo(2);
    assertThat(run("remove", missing)).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(
            line -> line.endsWith("; do: run ./sharelock inspect to see the regions there are"));
    Files.writeString(folder.resolve("garbage"), "garbage".repeat(1000));
    assertThat(run("inspect", folder.resolve("garbage").toString())).isEqualTo(2);
    assertThat(run("inspect", folder.resolve("nowhere/orders").toString())).isEqualTo(2);
    assertThat(run("inspect", "a*b")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("sharelock: ") && line.contains("; do: "));
  }

  @Test
  void refusesUnknownSettings() {
    properties.setProperty("sharelock.sede", "1");
    assertThat(run("check")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "sharelock: unknown setting: property=sharelock.sede; do: did you mean sharelock.seed");
  }

  @Test
  void showsHelp() {
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("Commands:").contains("13   a scenario that must fail");
    assertThat(run("check", "--help")).isZero();
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }
}
