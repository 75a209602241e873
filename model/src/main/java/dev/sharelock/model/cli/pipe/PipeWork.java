package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.Interruption;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.pipe.PipeServer;
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

  /** What shows on the terminal how much has moved; null before it begins. */
  private Meter meter;

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
        say(e instanceof FileFailure ? e.getMessage() : failure(e));
        return FAILED;
      }
    }
  }

  private static String failure(IOException failed) {
    return "cannot read or write: cause="
        + failed.getMessage()
        + "; do: look at the disk, and at who reads the output";
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
    int code = FAILED;
    try {
      code = part.run(opened);
      return code;
    } finally {
      if (place.leave(opened, code == FAILED)) {
        say("messages are left; to remove them with their region run ./sharelock remove " + region);
      }
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
    String where = "region=" + region + ", pipe=" + what;
    String serve = "./sharelock pipe serve " + region + " " + what;
    say(
        switch (outcome) {
          case PEER_DEAD ->
              "pipe has lost its server: "
                  + where
                  + "; do: start another one with "
                  + serve
                  + ", and this again; with --successor 30s it waits";
          case TIMED_OUT ->
              "pipe has no server: " + where + "; do: start one with " + serve + ", or --wait";
          case CLOSED ->
              "stream has ended: " + where + "; do: wait until all is taken, then run " + serve;
          default ->
              "pipe cannot be used: "
                  + where
                  + ", outcome="
                  + outcome
                  + "; do: look at it with ./sharelock inspect "
                  + region;
        });
    return FAILED;
  }

  /** Says how much was sent nevertheless. */
  final int interrupted(Meter sent) {
    say("interrupted; sent " + sent.finish());
    return INTERRUPTED;
  }

  /** Becomes the server of a pipe, or says who is and what can be done about it. */
  final PipeServer server(Region opened, NamedPipe named) {
    try {
      return named.server();
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.REFUSED) {
        throw e;
      }
      throw new SharelockException(Outcome.REFUSED, served(opened, named), e);
    }
  }

  private String served(Region opened, NamedPipe named) {
    long server = named.status().server();
    String pid =
        opened.attached().stream()
            .filter(one -> one.number() == server)
            .map(one -> Long.toString(one.process().pid()))
            .findAny()
            .orElse("PID");
    String pipe = named.entry().name();
    return "pipe has a server already: region="
        + region
        + ", pipe="
        + pipe
        + ", pid="
        + pid
        + "; do: send into it with ./sharelock pipe send "
        + region
        + " "
        + pipe
        + ", or end that one with kill "
        + pid;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Begins to count what moves. */
  final Meter meter(String task, long total, boolean quiet) {
    meter = Meter.start(task, total, quiet);
    return meter;
  }

  final void say(String line) {
    if (meter != null) {
      meter.giveWay();
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("sharelock: " + line);
    err.flush();
  }
}
