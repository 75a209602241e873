package dev.sharelock.model.cli;

import dev.sharelock.model.cli.terminal.TimeConverter;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.exhaustive.Checkpoints;
import dev.sharelock.model.run.Interruption;
import dev.sharelock.model.run.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of exhaustive checks that may take long. */
final class ExhaustiveOptions {
  private static final Duration USUAL = Duration.ofSeconds(45);
  private static final Duration LONG = Duration.ofMinutes(10);

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "How many threads explore one scenario exhaustively"
              + " (the processors, divided among jobs; one with --executions)")
  private Integer workers;

  @Option(
      names = "--large",
      description =
          "Exhaust the scenarios that are large, which a check of all scenarios only samples")
  private boolean large;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Go on with an exhaustive check that ended early; it names its scenario."
              + " May be given several times")
  private List<Path> resume = List.of();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      defaultValue = "20s",
      description = "How often an exhaustive check is kept in a file (${DEFAULT-VALUE})")
  private Duration every;

  /** The files to go on with, by their scenarios. */
  private final Map<String, Path> files = new LinkedHashMap<>();

  /** What to go on with, if something is to be resumed; all but their scenarios is the same. */
  List<Checkpoints.Subject> resumed(List<String> patterns) {
    if (!resume.isEmpty() && (large || !patterns.isEmpty())) {
      throw new IllegalArgumentException(
          "a checkpoint names its scenario: file="
              + resume.getFirst()
              + ", patterns="
              + String.join(" ", large ? List.of("--large") : patterns)
              + "; do: use --resume without patterns");
    }
    List<Checkpoints.Subject> subjects = new ArrayList<>();
    for (Path file : resume) {
      Checkpoints.Subject subject = Checkpoints.subjectOf(file);
      boolean first = files.putIfAbsent(subject.scenario(), file) == null;
      if (!first || !subject.goesWith(subjects.isEmpty() ? subject : subjects.getFirst())) {
        throw new IllegalArgumentException(
            "checkpoints cannot go on together: file="
                + file
                + ", other="
                + resume.getFirst()
                + (first ? ", differ in=options" : ", scenario=" + subject.scenario())
                + "; do: resume them one after the other");
      }
      subjects.add(subject);
    }
    return subjects;
  }

  /** Whether all that is large is to be exhausted. */
  boolean large() {
    return large;
  }

  /** The time for all unless it is said: whoever asks for what takes long wants to see the end. */
  Duration usualTime() {
    return large || !resume.isEmpty() ? LONG : USUAL;
  }

  int workers(Settings settings, int jobs, Budget budget) {
    int fair = Math.max(1, Runtime.getRuntime().availableProcessors() / jobs);
    int wanted = workers == null ? fair : (int) CheckCommand.positive("workers", workers);
    if (workers != null && budget.workers(wanted) < wanted) {
      throw new IllegalArgumentException(
          "which executions several workers look at first is not certain: workers="
              + workers
              + ", executions="
              + budget.executions()
              + "; do: limit the --time instead, or use one worker");
    }
    return budget.workers(settings.workers().orElse(wanted));
  }

  Checkpoints checkpoints(Path folder, Interruption interruption) {
    return new Checkpoints(Optional.of(folder), every, files, interruption::isRequested);
  }
}
