package dev.sharelock.model.cli;

import dev.sharelock.model.exhaustive.Checkpoints;
import dev.sharelock.model.run.Interruption;
import dev.sharelock.model.run.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of exhaustive checks that may take long. */
final class ExhaustiveOptions {
  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "How many threads explore one scenario exhaustively (the processors, divided among jobs)")
  private Integer workers;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Go on with an exhaustive check that ended early; it names its scenario")
  private Path resume;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      defaultValue = "20s",
      description = "How often an exhaustive check is kept in a file (${DEFAULT-VALUE})")
  private Duration every;

  /** The scenario and model to go on with, if one is to be resumed. */
  Optional<Checkpoints.Subject> resumed(List<String> patterns) {
    if (resume != null && !patterns.isEmpty()) {
      throw new IllegalArgumentException(
          "a checkpoint names its scenario: file="
              + resume
              + ", patterns="
              + String.join(" ", patterns)
              + "; do: use --resume without patterns");
    }
    return Optional.ofNullable(resume).map(Checkpoints::subjectOf);
  }

  int workers(Settings settings, int jobs) {
    int fair = Math.max(1, Runtime.getRuntime().availableProcessors() / jobs);
    int wanted = workers == null ? fair : (int) CheckCommand.positive("workers", workers);
    return settings.workers().orElse(wanted);
  }

  Checkpoints checkpoints(Path folder, Interruption interruption) {
    return new Checkpoints(
        Optional.of(folder), every, Optional.ofNullable(resume), interruption::isRequested);
  }
}
