package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.Interruption;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all commands at a pipe have in common: where it is, how long to wait, how to end. */
@Command(
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:all is done",
      "  2:the command line is wrong",
      " 20:the other side is dead, did not come in time, or cannot be used",
      " 70:a defect of the tool; please report it",
      "130:interrupted"
    })
abstract class PipeWork implements Callable<Integer> {
  /** All is done. */
  static final int FINE = 0;

  /** The other side is dead, did not come in time, or cannot be used. */
  static final int FAILED = 20;

  /** The user wants it to end. */
  static final int INTERRUPTED = 130;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(index = "0", paramLabel = "REGION", description = "A name, or a path: ./orders")
  private String region;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description =
          "How long to wait until there are region and pipe; 10s, but not at all for status")
  private String wait;

  private Interruption interruption;

  /** Does the work in the region; returns the exit code. */
  abstract int work(Place place) throws IOException;

  final Place place() {
    Duration time = wait == null ? usualWait() : Durations.parse(wait);
    return Place.of(region, time.toNanos(), () -> interruption.isRequested());
  }

  /** How long to wait unless it is said. */
  Duration usualWait() {
    return Duration.ofSeconds(10);
  }

  final boolean isInterrupted() {
    return interruption.isRequested();
  }

  @Override
  public final Integer call() throws IOException {
    try (Interruption listening = Interruption.listen()) {
      interruption = listening;
      try {
        int code = work(place());
        return isInterrupted() ? INTERRUPTED : code;
      } catch (SharelockException e) {
        if (e.outcome() == Outcome.CANCELLED) {
          return INTERRUPTED;
        }
        say(refusal(e));
        return FAILED;
      } catch (IOException e) {
        say("cannot read or write: " + e.getMessage() + "; do: check the file or who reads it");
        return FAILED;
      }
    }
  }

  private static String refusal(SharelockException refused) {
    return switch (refused.outcome()) {
      case MISSING, TIMED_OUT, WOULD_BLOCK ->
          Refusal.text(refused, "start ./sharelock pipe serve, or wait longer, with --wait");
      default -> refused.getMessage();
    };
  }

  /** Runs with the region, and removes it afterwards if it is a world of pipes nobody uses. */
  final int with(Place place, Region opened, Part part) throws IOException {
    try {
      return part.run(opened);
    } finally {
      place.leave(opened);
    }
  }

  /** What is done in an open region. */
  @FunctionalInterface
  interface Part {
    int run(Region region) throws IOException;
  }

  /** Says how something ended that was not meant to. */
  final int ended(String what, Outcome outcome) {
    if (outcome == Outcome.CANCELLED || outcome == Outcome.INTERRUPTED) {
      return INTERRUPTED;
    }
    String reason =
        switch (outcome) {
          case PEER_DEAD -> "its server is dead; do: start another server, and try again";
          case CLOSED -> "its stream has ended; do: wait until all is taken, and serve it again";
          case TIMED_OUT -> "nothing has happened in time; do: wait longer, with --wait";
          case NO_MEMORY -> "there is no memory left; do: serve it with more --memory";
          default -> "it ended with " + outcome + "; do: look at it with ./sharelock inspect";
        };
    say("pipe cannot be used: pipe=" + what + ", " + reason);
    return FAILED;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("sharelock: " + line);
    err.flush();
  }
}
