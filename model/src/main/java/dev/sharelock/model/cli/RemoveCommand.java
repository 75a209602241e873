package dev.sharelock.model.cli;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.model.cli.pipe.Refusal;
import dev.sharelock.model.cli.pipe.RegionName;
import dev.sharelock.model.run.Interruption;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionInspector;
import dev.sharelock.region.RegionSummary;
import dev.sharelock.region.UnlinkPolicy;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a region that nobody uses, such as one that killed processes have left. */
@Command(
    name = "remove",
    description = "Removes a region of shared memory that nobody uses.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:it is removed",
      "  2:the command line is wrong, or there is no such region",
      " 20:it is in use",
      "130:interrupted"
    })
final class RemoveCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "REGION", description = "A name such as orders, or a path: ./orders")
  private String region;

  @Option(
      names = "--force",
      description =
          "Remove it also while somebody uses it; those who are in it keep what they have")
  private boolean force;

  @Override
  public Integer call() {
    RegionName place = RegionName.of(region);
    try (Interruption interruption = Interruption.listen()) {
      Optional<RegionSummary> there =
          RegionInspector.list(place.directory()).stream()
              .filter(one -> one.name().equals(place.name()))
              .findFirst();
      Region.unlink(
          place.directory(),
          place.name(),
          force ? UnlinkPolicy.ALWAYS : UnlinkPolicy.IF_UNUSED,
          Cancellation.by(interruption::isRequested));
      PrintWriter out = spec.commandLine().getOut();
      out.println("removed " + place.name() + there.map(RemoveCommand::text).orElse(""));
      out.flush();
      return ExitCode.FINE;
    } catch (SharelockException refused) {
      return refuse(refused);
    }
  }

  private static String text(RegionSummary one) {
    return String.format(
        Locale.ROOT,
        ": %,d bytes, generation %016x, processes that keep it: %s",
        one.bytes(),
        one.generation(),
        InspectCommand.processes(one));
  }

  private int refuse(SharelockException refused) {
    if (refused.outcome() == Outcome.CANCELLED) {
      return ExitCode.INTERRUPTED;
    }
    if (refused.outcome() != Outcome.EXISTS) {
      throw new IllegalArgumentException(Refusal.ofRegion(refused), refused);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("sharelock: " + Refusal.ofRegion(refused));
    err.flush();
    return ExitCode.UNUSABLE;
  }
}
