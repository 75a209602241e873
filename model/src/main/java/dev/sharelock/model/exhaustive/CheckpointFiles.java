package dev.sharelock.model.exhaustive;

import dev.sharelock.model.engine.Version;
import dev.sharelock.model.exhaustive.Checkpoint.Heading;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

/** Keeps the state of one exploration in a file, and takes it up from one. */
final class CheckpointFiles {
  private final Checkpoints settings;
  private final Heading heading;
  private final String name;
  private long next;

  CheckpointFiles(Checkpoints settings, Heading heading, String engine) {
    this.settings = settings;
    this.heading = heading;
    this.name = heading.scenario() + "." + engine + ".checkpoint";
    this.next = System.nanoTime() + settings.every().toNanos();
  }

  /** What is explored: everything that decides which executions there are. */
  static Heading heading(Scenario scenario, ExplorationOptions options, byte[] memory) {
    Faults faults = scenario.faults();
    String all =
        options.withWorkers(1).withExecutions(Long.MAX_VALUE)
            + ", kills="
            + faults.kills()
            + " of "
            + new TreeSet<>(faults.victims())
            + ", spuriousWakeUps="
            + faults.spuriousWakeUps()
            + ", earlyTimeOuts="
            + faults.earlyTimeOuts()
            + ", weakFailures="
            + faults.weakFailures()
            + ", leeways="
            + new TreeSet<>(faults.leeways());
    int hash = Arrays.hashCode(memory);
    for (Scenario.Process process : scenario.processes()) {
      hash = 31 * hash + process.name().hashCode();
    }
    return new Heading(Version.NUMBER, scenario.name(), all, hash);
  }

  /** Whether to stop. */
  boolean isInterrupted() {
    return settings.interrupted().getAsBoolean();
  }

  /** Writes the file if it is time to; a file that cannot be written is tried again later. */
  void saveIfDue(Search search, long now) {
    if (now >= next && settings.folder().isPresent()) {
      search.whileNobodyMoves(() -> save(search));
      next = System.nanoTime() + settings.every().toNanos();
    }
  }

  /** Writes the file; empty if that is not wanted or fails. */
  Optional<Path> save(Search search) {
    if (settings.folder().isEmpty()) {
      return Optional.empty();
    }
    Path file = settings.folder().get().resolve(name);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = file.resolveSibling(name + ".new");
      Files.writeString(draft, CheckpointText.write(Checkpoint.of(heading, search)));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(file);
    } catch (IOException unwritable) {
      return Optional.empty();
    }
  }

  /** Deletes the file, since nothing is left to go on with. */
  void discard() {
    if (settings.folder().isPresent()) {
      try {
        Files.deleteIfExists(settings.folder().get().resolve(name));
      } catch (IOException undeletable) {
        throw new UncheckedIOException(undeletable);
      }
    }
  }

  /** The parts to go on with, if there is a file to go on from. */
  Optional<Part> resume(ExecutionGraph root, Explorer explorer) {
    return settings.resume(heading.scenario()).map(file -> resume(file, root, explorer));
  }

  private Part resume(Path file, ExecutionGraph root, Explorer explorer) {
    Checkpoint checkpoint = read(file);
    Heading other = checkpoint.heading();
    refuseUnless(file, "version", heading.version(), other.version());
    refuseUnless(file, "scenario", heading.scenario(), other.scenario());
    refuseUnless(file, "options", heading.options(), other.options());
    String mine = Integer.toHexString(heading.setUp());
    refuseUnless(file, "set-up", mine, Integer.toHexString(other.setUp()));
    return Restoration.first(checkpoint, root, explorer);
  }

  /**
   * Reads a file.
   *
   * @throws UnfitCheckpointException if it cannot be read
   */
  static Checkpoint read(Path file) {
    try {
      return CheckpointText.read(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UnfitCheckpointException(
          "checkpoint cannot be read: file="
              + file
              + ", reason="
              + unreadable
              + "; do: pass a file that an exploration has written",
          unreadable);
    }
  }

  private static void refuseUnless(Path file, String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new UnfitCheckpointException(
          "checkpoint is of another "
              + what
              + ": file="
              + file
              + ", here="
              + expected
              + ", there="
              + found
              + "; do: explore what the file says, or start again without it",
          null);
    }
  }
}
