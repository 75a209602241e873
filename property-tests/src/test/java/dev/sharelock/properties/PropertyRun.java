package dev.sharelock.properties;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one property by itself, as a build would, and keeps what it reports. It is for properties
 * that must fail.
 *
 * @param results how it ended; empty if no such property was found
 * @param report what a user would see
 */
public record PropertyRun(List<TestExecutionResult> results, String report) {
  private static final Pattern SAMPLE =
      Pattern.compile("Sample[^\\n]*\\n-+\\n(.*?)(?:\\n\\n|$)", Pattern.DOTALL);
  private static final Pattern SEED = Pattern.compile("seed = (-?\\d+)");

  /** Runs a property that knows nothing of earlier runs. */
  public static PropertyRun of(Class<?> properties, String method, Class<?>... parameters) {
    return run("", selectMethod(properties, method, parameters));
  }

  /** Runs a property that uses the seed of its last failure, if that is in the database. */
  public static PropertyRun withDatabase(
      Path database, Class<?> properties, String method, Class<?>... parameters) {
    return run(database.toString(), selectMethod(properties, method, parameters));
  }

  private static PropertyRun run(String database, MethodSelector property) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(property)
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .configurationParameter("jqwik.database", database)
            .configurationParameter("jqwik.failures.after.default", "PREVIOUS_SEED")
            .build();
    List<TestExecutionResult> results = new ArrayList<>();
    StringBuilder report = new StringBuilder();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  results.add(result);
                }
              }

              @Override
              public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                entry.getKeyValuePairs().values().forEach(text -> report.append(text).append('\n'));
              }
            });
    return new PropertyRun(results, report.toString());
  }

  /** Whether there was one property, and it failed. */
  public boolean failed() {
    return results.size() == 1
        && results.getFirst().getStatus() == TestExecutionResult.Status.FAILED;
  }

  /** What was thrown by the shrunk sample. */
  public String message() {
    return results.getFirst().getThrowable().map(Throwable::toString).orElse("");
  }

  /** The seed that the report tells; it reproduces the run. */
  public String seed() {
    Matcher matcher = SEED.matcher(report);
    if (!matcher.find()) {
      throw new AssertionError("report names no seed: report=" + report);
    }
    return matcher.group(1);
  }

  /** The smallest failing sample that was found. */
  public String sample() {
    Matcher matcher = SAMPLE.matcher(report);
    if (!matcher.find()) {
      throw new AssertionError("report shows no sample: report=" + report);
    }
    return matcher.group(1);
  }
}
