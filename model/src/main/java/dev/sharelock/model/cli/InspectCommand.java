package dev.sharelock.model.cli;

import dev.sharelock.SharelockException;
import dev.sharelock.region.RegionInspector;
import java.io.File;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Describes a region of shared memory. */
@Command(
    name = "inspect",
    description = "Describes a region of shared memory, also of dead processes; changes nothing.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "REGION", description = "A name such as orders, or a path: ./orders")
  private String region;

  @Override
  public Integer call() {
    int slash = region.lastIndexOf(File.separatorChar);
    String directory = slash < 0 ? null : slash == 0 ? File.separator : region.substring(0, slash);
    PrintWriter out = spec.commandLine().getOut();
    try {
      out.print(RegionInspector.describe(directory, region.substring(slash + 1)));
      out.flush();
      return ExitCode.FINE;
    } catch (SharelockException refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }
}
