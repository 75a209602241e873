package dev.sharelock.model.cli;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.cli.pipe.PipeCommand;
import dev.sharelock.model.engine.Version;
import dev.sharelock.model.run.Engines;
import dev.sharelock.model.run.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line of the model checker. */
@Command(
    name = "sharelock",
    description = "Checks every interleaving of small shared-memory scenarios.",
    mixinStandardHelpOptions = true,
    version = "Sharelock " + Version.NUMBER,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckCommand.class,
      ReplayCommand.class,
      RaceCommand.class,
      ListCommand.class,
      InspectCommand.class,
      RemoveCommand.class,
      LitmusCommand.class,
      PipeCommand.class,
      WeakenCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:no failure within the stated bounds",
      "  2:the command line is wrong",
      " 10:safety: assertion, invariant, exception, data race, not linearizable",
      " 11:liveness: deadlock, lost wake-up, livelock",
      " 12:a scenario does not repeat itself",
      " 13:a scenario that must fail was not caught: too little time, or a broken checker",
      " 20:pipe: the other side is dead, did not come in time, or cannot be used; remove: in use",
      " 69:the launcher found no JDK or no Maven, or the build failed",
      " 70:a defect of the tool; please report it",
      "130:interrupted; what was explored is kept"
    })
public final class Main implements Runnable {

  /** What the commands work with. */
  record World(
      Supplier<Catalogue> catalogue, Supplier<Engines> engines, Supplier<Settings> settings) {

    static World real() {
      return new World(Catalogue::installed, Engines::standard, Settings::ofProcess);
    }
  }

  private final World world;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  Main(World world) {
    this.world = world;
  }

  World world() {
    return world;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int code = run(World.real(), out, err, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs a command and returns its exit code. */
  static int run(World world, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Main(world));
    line.setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    showExitCodes(line);
    line.setParameterExceptionHandler(Main::refuse);
    line.setExecutionExceptionHandler(Main::fail);
    return line.execute(arguments);
  }

  /** Commands that check end with the codes of the main one, so their help shows them as well. */
  private static void showExitCodes(CommandLine line) {
    UsageMessageSpec all = line.getCommandSpec().usageMessage();
    for (String name : List.of("check", "replay", "race")) {
      UsageMessageSpec own = line.getSubcommands().get(name).getCommandSpec().usageMessage();
      own.exitCodeListHeading(all.exitCodeListHeading());
      own.exitCodeList(all.exitCodeList());
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int refuse(ParameterException refused, String[] arguments) {
    PrintWriter err = refused.getCommandLine().getErr();
    err.println("sharelock: " + Complaint.of(refused));
    err.flush();
    return ExitCode.USAGE;
  }

  private static int fail(Exception failure, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (failure instanceof IllegalArgumentException) {
      err.println("sharelock: " + failure.getMessage());
      err.flush();
      return ExitCode.USAGE;
    }
    failure.printStackTrace(err);
    err.println("sharelock: this is a defect of the tool; please report it with the lines above");
    err.flush();
    return ExitCode.INTERNAL;
  }
}
