package dev.sharelock.model.exhaustive;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How an exploration that is not finished is kept, and taken up again.
 *
 * @param folder where the files go: one per scenario and engine; none is written without a folder
 * @param every how often the file is written; it is also written when the exploration ends early
 * @param resume the file to go on from, instead of from the beginning
 * @param interrupted whether to stop now; asked on every step
 */
public record Checkpoints(
    Optional<Path> folder, Duration every, Optional<Path> resume, BooleanSupplier interrupted) {

  /** Nothing is kept, and nothing interrupts. */
  public static final Checkpoints NONE =
      new Checkpoints(Optional.empty(), Duration.ofDays(1), Optional.empty(), () -> false);

  /** Goes on from a file, without writing any. */
  public static Checkpoints resuming(Path file) {
    return new Checkpoints(NONE.folder, NONE.every, Optional.of(file), NONE.interrupted);
  }

  /** Writes files to a folder. */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(Optional.of(folder), NONE.every, NONE.resume, NONE.interrupted);
  }

  /**
   * The name of the scenario of a file, and the memory model.
   *
   * @throws UnfitCheckpointException if it is no checkpoint
   */
  public static Subject subjectOf(Path file) {
    Checkpoint.Heading heading = CheckpointFiles.read(file).heading();
    for (MemoryModel model : MemoryModel.values()) {
      if (heading.options().contains("model=" + model + ",")) {
        return new Subject(heading.scenario(), model);
      }
    }
    throw new UnfitCheckpointException(
        "checkpoint is of an unknown memory model: file="
            + file
            + ", options="
            + heading.options()
            + "; do: use the version that has written it",
        null);
  }

  /** What a checkpoint is about. */
  public record Subject(String scenario, MemoryModel model) {}
}
