package dev.sharelock.model.cli;

import dev.sharelock.SharelockException;
import dev.sharelock.model.cli.pipe.Refusal;
import dev.sharelock.model.cli.pipe.RegionName;
import dev.sharelock.region.RegionInspector;
import dev.sharelock.region.RegionSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Describes a region of shared memory, or lists all of them. */
@Command(
    name = "inspect",
    description = "Describes a region of shared memory, also of dead processes; changes nothing.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "REGION",
      defaultValue = "",
      description =
          "A name such as orders, or a path: ./orders; all of a directory for ./, all of"
              + " the default one unless given")
  private String region;

  @Override
  public Integer call() {
    RegionName place = RegionName.of(region);
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (place.name().isEmpty()) {
        list(RegionInspector.list(place.directory()), out);
      } else {
        out.print(RegionInspector.describe(place.directory(), place.name()));
      }
      out.flush();
      return ExitCode.FINE;
    } catch (SharelockException refused) {
      throw new IllegalArgumentException(Refusal.ofRegion(refused), refused);
    }
  }

  private static void list(List<RegionSummary> regions, PrintWriter out) {
    if (regions.isEmpty()) {
      out.println("no regions");
      return;
    }
    String form = "%-32s %18s  %-16s  %s%n";
    out.printf(form, "region", "bytes", "generation", "processes");
    for (RegionSummary one : regions) {
      String bytes = String.format(Locale.ROOT, "%,d", one.bytes());
      String generation = String.format(Locale.ROOT, "%016x", one.generation());
      out.printf(form, one.name(), bytes, generation, processes(one));
    }
  }

  static String processes(RegionSummary region) {
    List<Long> pids = region.livePids();
    return pids.isEmpty() ? "none" : String.join(", ", pids.stream().map(String::valueOf).toList());
  }
}
