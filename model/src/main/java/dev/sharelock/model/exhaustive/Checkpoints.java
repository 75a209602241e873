package dev.sharelock.model.exhaustive;

import dev.sharelock.model.scenario.Leeway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an exploration that is not finished is kept, and taken up again.
 *
 * @param folder where the files go: one per scenario and engine; none is written without a folder
 * @param every how often the file is written; it is also written when the exploration ends early
 * @param resume the files to go on from, instead of from the beginning, by their scenarios
 * @param interrupted whether to stop now; asked on every step
 */
public record Checkpoints(
    Optional<Path> folder, Duration every, Map<String, Path> resume, BooleanSupplier interrupted) {

  private static final Pattern OPTIONS =
      Pattern.compile(
          ".*\\bmodel=(?<model>[A-Z0-9]+),.*\\bpreemptions=(?<preemptions>[0-9]+),"
              + " symmetry=(?<symmetry>true|false).*\\bleeways=\\[(?<leeways>[A-Z_, ]*)\\].*");

  /** Nothing is kept, and nothing interrupts. */
  public static final Checkpoints NONE =
      new Checkpoints(Optional.empty(), Duration.ofDays(1), Map.of(), () -> false);

  /** Goes on with a scenario from a file, without writing any. */
  public static Checkpoints resuming(String scenario, Path file) {
    return new Checkpoints(NONE.folder, NONE.every, Map.of(scenario, file), NONE.interrupted);
  }

  /** Writes files to a folder. */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(Optional.of(folder), NONE.every, NONE.resume, NONE.interrupted);
  }

  /** The same without a file to go on from. */
  Checkpoints fromTheBeginning() {
    return new Checkpoints(folder, every, Map.of(), interrupted);
  }

  /** The file from which a scenario goes on. */
  Optional<Path> resume(String scenario) {
    return Optional.ofNullable(resume.get(scenario));
  }

  /**
   * What a file is about.
   *
   * @throws UnfitCheckpointException if it is no checkpoint
   */
  public static Subject subjectOf(Path file) {
    Checkpoint.Heading heading = CheckpointFiles.read(file).heading();
    Matcher options = OPTIONS.matcher(heading.options());
    try {
      if (options.matches()) {
        Reductions reductions =
            Reductions.NONE
                .withPreemptions(Integer.parseInt(options.group("preemptions")))
                .withSymmetry(Boolean.parseBoolean(options.group("symmetry")));
        Set<Leeway> leeways = EnumSet.noneOf(Leeway.class);
        for (String leeway : options.group("leeways").split(", ")) {
          if (!leeway.isEmpty()) {
            leeways.add(Leeway.valueOf(leeway));
          }
        }
        MemoryModel model = MemoryModel.valueOf(options.group("model"));
        return new Subject(heading.scenario(), model, reductions, leeways);
      }
    } catch (IllegalArgumentException unknown) {
      // Refused below.
    }
    throw new UnfitCheckpointException(
        "checkpoint has unknown options: file="
            + file
            + ", options="
            + heading.options()
            + "; do: use the version that has written it",
        null);
  }

  /** What a checkpoint is about, as far as the user chooses it. */
  public record Subject(
      String scenario, MemoryModel model, Reductions reductions, Set<Leeway> leeways) {

    /** Whether both can go on in one run, since all but their scenarios is the same. */
    public boolean goesWith(Subject other) {
      return equals(new Subject(scenario, other.model, other.reductions, other.leeways));
    }
  }
}
