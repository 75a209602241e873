package dev.sharelock.model.exhaustive;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Unfinished;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exploration that is cut and taken up again finds what an unbroken one finds. */
class CheckpointTest {
  private static final long ALL = Long.MAX_VALUE;
  private static final ExhaustiveEngine ENGINE = ExhaustiveEngine.under(MemoryModel.RC11);

  @TempDir Path folder;

  private static Scenario scenario(String name) {
    return switch (name) {
      case "counting.increments" -> CountingScenarios.increments();
      case "counting.death" -> CountingScenarios.withDeath();
      case "counting.failing" -> CountingScenarios.failing();
      default -> Catalogue.installed().get(name);
    };
  }

  private static Verdict check(ExhaustiveEngine engine, Scenario scenario, long executions) {
    Budget budget = new Budget(Duration.ofMinutes(5), executions, 20_000);
    return engine.check(scenario, budget, Progress.NONE);
  }

  private Path only() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList().getFirst();
    }
  }

  /** Where several workers are cut off, which failure they have found depends on their turns. */
  @ParameterizedTest
  @CsvSource({
    "counting.increments, 1, 1, 1",
    "counting.increments, 100, 1, 4",
    "counting.increments, 60, 3, 1",
    "counting.increments, 575, 2, 3",
    "counting.death, 150, 4, 2",
    "counting.death, 999, 1, 3",
    "counting.failing, 1, 1, 1",
    "counting.failing, 7, 1, 1",
    "ring.close, 800, 3, 2",
  })
  void aCutExplorationFindsTheSame(String name, long cut, int before, int after) {
    Scenario scenario = scenario(name);
    Verdict unbroken = check(ENGINE, scenario, ALL);
    Verdict part = null;
    ExhaustiveEngine engine = ENGINE.withWorkers(before).withCheckpoints(Checkpoints.in(folder));
    double done = 0;
    for (int pieces = 0; part == null || part.unfinished().isPresent(); pieces++) {
      part = check(engine, scenario, cut);
      if (part.unfinished().isPresent()) {
        Unfinished unfinished = part.unfinished().get();
        assertThat(unfinished.done()).isGreaterThan(done).isLessThan(1);
        done = unfinished.done();
        Path file = unfinished.checkpoint().orElseThrow();
        int workers = pieces % 2 == 0 ? after : before;
        engine = ENGINE.withWorkers(workers).withCheckpoints(resuming(name, file));
      }
    }
    assertThat(part)
        .usingRecursiveComparison()
        .ignoringFields("time", "failure.value.cause")
        .isEqualTo(unbroken);
  }

  private Checkpoints resuming(String scenario, Path file) {
    return new Checkpoints(
        Optional.of(folder), Duration.ofDays(1), Map.of(scenario, file), () -> false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatIsWrittenNowAndThenCanBeTakenUp(int workers) throws IOException {
    Scenario scenario = scenario("counting.death");
    Path copy = folder.resolve("copy");
    boolean broken = false;
    while (!broken) {
      AtomicInteger steps = new AtomicInteger();
      Checkpoints often =
          new Checkpoints(
              Optional.of(folder),
              Duration.ZERO,
              Map.of(),
              () -> steps.incrementAndGet() == 8 && copyTo(copy));
      // The other workers may be done before the first one is interrupted: then once more.
      broken =
          !check(ENGINE.withWorkers(workers).withCheckpoints(often), scenario, ALL).exhausted();
    }
    Verdict resumed =
        check(ENGINE.withCheckpoints(Checkpoints.resuming("counting.death", copy)), scenario, ALL);
    assertThat(resumed.exhausted()).isTrue();
    assertThat(resumed.executions()).isEqualTo(check(ENGINE, scenario, ALL).executions());
  }

  private boolean copyTo(Path copy) {
    try {
      Files.copy(folder.resolve("counting.death.rc11.checkpoint"), copy, REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theFileGoesWhenAllIsDone() throws IOException {
    Scenario scenario = scenario("counting.death");
    ExhaustiveEngine writing = ENGINE.withCheckpoints(Checkpoints.in(folder));
    Verdict part = check(writing, scenario, 10);
    assertThat(part.unfinished().orElseThrow().checkpoint()).contains(only());
    assertThat(check(writing, scenario, ALL).unfinished()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theFileGoesWhenAFailureIsFound() {
    Scenario scenario = scenario("counting.failing");
    ExhaustiveEngine writing = ENGINE.withCheckpoints(Checkpoints.in(folder));
    assertThat(check(writing, scenario, 1).unfinished()).isPresent();
    assertThat(check(writing, scenario, ALL).failure()).isPresent();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeWrittenEndsNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Checkpoints wrong = new Checkpoints(Optional.of(file), Duration.ZERO, Map.of(), () -> false);
    Verdict part = check(ENGINE.withCheckpoints(wrong), scenario("counting.death"), 10);
    assertThat(part.unfinished().orElseThrow().checkpoint()).isEmpty();
  }

  private void refused(Path file, ExhaustiveEngine engine, String scenario, String why) {
    ExhaustiveEngine resuming = engine.withCheckpoints(Checkpoints.resuming(scenario, file));
    assertThatThrownBy(() -> check(resuming, scenario(scenario), ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("; do: ");
  }

  private Path changed(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).containsPattern(from);
    return Files.writeString(folder.resolve("changed"), text.replaceFirst(from, to));
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    String name = "counting.death";
    check(ENGINE.withCheckpoints(Checkpoints.in(folder)), scenario(name), 100);
    Path file = only();
    assertThat(Checkpoints.subjectOf(file))
        .isEqualTo(new Checkpoints.Subject(name, MemoryModel.RC11, Reductions.NONE, Set.of()));
    refused(file, ENGINE, "counting.failing", "of another scenario");
    refused(file, ExhaustiveEngine.under(MemoryModel.SC), name, "of another options");
    refused(changed(file, "version [^\n]*", "version 0.0.0"), ENGINE, name, "another version");
    refused(changed(file, "set-up [^\n]*", "set-up 1"), ENGINE, name, "another set-up");
    refused(changed(file, "[0-9a-f]+\nend", "1234\nend"), ENGINE, name, "has changed since");
    refused(changed(file, "[0-9]+( [0-9a-f]+\nend)", "99$1"), ENGINE, name, "has changed since");
    refused(changed(file, "\nend [0-9]+\n", "\n"), ENGINE, name, "malformed");
    refused(changed(file, "part executions=", "part ex="), ENGINE, name, "expected executions=");
    refused(folder.resolve("missing"), ENGINE, name, "cannot be read");
  }
}
