package dev.sharelock.model.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Leeway;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests with {@link ModelCheck} as a build tool would. */
class ModelCheckTest {
  private static final String[] SETTINGS = {"sharelock.seed", "sharelock.replay"};

  private static boolean atWork;

  @TempDir private Path folder;

  private final Map<String, TestExecutionResult> results = new LinkedHashMap<>();
  private final Map<String, String> entries = new LinkedHashMap<>();

  @BeforeEach
  void setReport() {
    System.setProperty("sharelock.report", folder.toString());
    atWork = true;
  }

  @AfterEach
  void clearSettings() {
    atWork = false;
    System.clearProperty("sharelock.report");
    for (String name : SETTINGS) {
      System.clearProperty(name);
    }
  }

  static boolean isAtWork() {
    return atWork;
  }

  /** The tests that are run, but not if somebody else finds them. */
  @EnabledIf("dev.sharelock.model.junit.ModelCheckTest#isAtWork")
  static class Samples {

    @ModelCheck(executions = 100)
    void passes(ModelRun run) {
      run.check(counting(true));
    }

    @ModelCheck(executions = 5_000, engine = "sampling")
    void fails(ModelRun run) {
      run.check(counting(false));
    }

    @ModelCheck(executions = 5_000)
    void isCaught(ModelRun run) {
      run.check(losing("sample.mutant").mustFailWith(FailureKind.ASSERTION).build());
    }

    @ModelCheck(exhaustive = true)
    void isExhausted(ModelRun run) {
      run.check(counting(true));
    }

    @ModelCheck(exhaustive = true, time = "50ms")
    void isNotExhausted(ModelRun run) {
      run.check(Catalogue.installed().get("ring.frame-lengths"));
    }

    @ModelCheck(preemptions = 0)
    void passesWithoutPreemptions(ModelRun run) {
      run.check(counting(false));
    }

    @ModelCheck(preemptions = 1, symmetry = true, workers = 2)
    void failsWithOnePreemption(ModelRun run) {
      run.check(counting(false));
    }

    @ModelCheck(exhaustive = true, leeways = Leeway.WEAK_CRASH_CUTS)
    void failsWithAWeakCut(ModelRun run) {
      run.check(journal());
    }

    /** Sound unless a death takes along a store that came before one which is seen. */
    private static Scenario journal() {
      return Scenario.named("sample.journal")
          .process(
              "writer",
              context -> {
                context.memory().setLongOpaque(64, 7);
                context.memory().setLongOpaque(128, 1);
              })
          .afterDeathOf(
              "writer",
              "reader",
              context -> {
                if (context.memory().getLongAcquire(128) == 1) {
                  context.require(context.memory().getLongOpaque(64) == 7, "value is missing");
                }
              })
          .faults(Faults.NONE.killing(1, "writer"))
          .build();
    }

    private static Scenario counting(boolean atomic) {
      return atomic
          ? scenario("sample.atomic", context -> context.memory().getAndAddLong(64, 1)).build()
          : losing("sample.losing").build();
    }

    private static Scenario.Builder losing(String name) {
      return scenario(
          name,
          context -> {
            long before = context.memory().getLongVolatile(64);
            context.memory().setLongVolatile(64, before + 1);
          });
    }

    private static Scenario.Builder scenario(
        String name, java.util.function.Consumer<ProcessContext> body) {
      return Scenario.named(name)
          .fields(names -> names.word(64, 8, "counter"))
          .process("first", body::accept)
          .process("second", body::accept)
          .atEnd(
              "both count",
              end -> end.require(end.memory().getLongPlain(64) == 2, "an increment is lost"));
    }
  }

  private TestExecutionResult run(String method) {
    results.clear();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(Samples.class, method, ModelRun.class.getName()))
            .filters(includeEngines("junit-jupiter"))
            .build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  results.put(test.getDisplayName(), result);
                }
              }

              @Override
              public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                entries.putAll(entry.getKeyValuePairs());
              }
            });
    assertThat(results).hasSize(1);
    return results.values().iterator().next();
  }

  private String name() {
    return results.keySet().iterator().next();
  }

  @Test
  void runsOnceWithTheSeedInTheName() {
    assertThat(run("passes").getThrowable()).isEmpty();
    assertThat(name()).matches("passes.* \\[seed 0x[0-9a-f]{16}]");
    assertThat(name()).contains(entries.get("seed"));
  }

  @Test
  void takesTheSeedFromOutside() {
    System.setProperty("sharelock.seed", "0x2a");
    run("passes");
    assertThat(name()).endsWith("[seed 0x000000000000002a]");
  }

  @Test
  void failsWithAReportThatCanBeReplayed() {
    Throwable failure = run("fails").getThrowable().orElseThrow();
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("FAILED  sample.losing   ASSERTION")
        .hasMessageContaining("counter -> 0  volatile");
    String replay =
        failure
            .getMessage()
            .lines()
            .filter(line -> line.contains("./sharelock replay "))
            .findFirst()
            .orElseThrow();
    System.setProperty("sharelock.replay", replay.replaceFirst(".*replay ", "").strip());
    assertThat(run("fails").getThrowable().orElseThrow()).hasMessageContaining("ASSERTION");
    assertThat(run("passes").getStatus()).isEqualTo(TestExecutionResult.Status.ABORTED);
  }

  @Test
  void isContentWithAMutantThatIsCaught() {
    assertThat(run("isCaught").getThrowable()).isEmpty();
  }

  @Test
  void anExhaustiveTestLooksAtEverythingOrFails() {
    assertThat(run("isExhausted").getThrowable()).isEmpty();
    assertThat(run("isNotExhausted").getThrowable().orElseThrow())
        .hasMessageContaining("not everything was looked at: scenario=ring.frame-lengths");
  }

  @Test
  void boundsAndLeewaysAreThoseOfTheCommandLine() {
    assertThat(run("passesWithoutPreemptions").getThrowable()).isEmpty();
    assertThat(run("failsWithOnePreemption").getThrowable().orElseThrow())
        .hasMessageContaining("an increment is lost");
    assertThat(run("failsWithAWeakCut").getThrowable().orElseThrow())
        .hasMessageContaining("value is missing")
        .hasMessageContaining("1 lost store");
  }

  @Test
  void refusesAMalformedSetting() {
    System.setProperty("sharelock.seed", "nonsense");
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(Samples.class, "passes", ModelRun.class.getName()))
            .build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(thrown -> results.put(thrown.getMessage(), result));
              }
            });
    assertThat(name()).startsWith("seed is malformed: seed=nonsense");
  }
}
