package dev.sharelock.model.cli;

import dev.sharelock.model.forked.ForkedRace;
import dev.sharelock.model.forked.JvmFlags;
import dev.sharelock.model.forked.RaceReport;
import dev.sharelock.model.forked.RaceSettings;
import dev.sharelock.model.run.Interruption;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.scenario.Scenario;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lets the processes of a scenario race in real JVMs. */
@Command(
    name = "race",
    description = "Lets the processes of a scenario race in real JVMs over a real file.",
    mixinStandardHelpOptions = true)
final class RaceCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO", description = "Its name; see list")
  private String name;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often; default ${DEFAULT-VALUE}",
      defaultValue = "50")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      converter = SeedConverter.class,
      description = "What delays, choices and kills are derived from; random unless set")
  private Seed seed;

  @Option(names = "--polling", description = "Wait in pure Java rather than by the kernel's futex")
  private boolean polling;

  @Override
  public Integer call() throws Exception {
    Scenario scenario = main.world().catalogue().get().get(name);
    if (rounds < 1) {
      throw new IllegalArgumentException(
          "number of rounds is not positive: rounds=" + rounds + "; do: pass at least 1");
    }
    Seed own = seed == null ? Seed.fresh(System.getenv()) : seed;
    PrintWriter out = spec.commandLine().getOut();
    out.println("race  " + name + "   seed " + own + "   " + rounds + " rounds");
    out.flush();
    JvmFlags flags = polling ? JvmFlags.POLLING : JvmFlags.FUTEX;
    RaceSettings settings = new RaceSettings(own.value(), rounds, flags, Duration.ofSeconds(30));
    try (Interruption interruption = Interruption.listen()) {
      RaceReport report = ForkedRace.run(scenario, settings, interruption::isRequested);
      if (interruption.isRequested()) {
        out.println("interrupted after " + report.rounds() + " rounds without a failure");
        out.flush();
        return ExitCode.INTERRUPTED;
      }
      return tell(scenario, own, report);
    }
  }

  private int tell(Scenario scenario, Seed own, RaceReport report) {
    PrintWriter out = spec.commandLine().getOut();
    boolean failed = report.failure().isPresent();
    boolean mustFail = !scenario.mustFailWith().isEmpty();
    String counts = report.rounds() + " rounds, " + report.kills() + " kills";
    out.println(verdict(failed, mustFail) + "   " + counts);
    report.failure().ifPresent(failure -> out.println("  what    " + failure));
    if (failed) {
      out.println("  again   ./sharelock race --seed " + own + " --rounds " + rounds + " " + name);
    } else if (mustFail) {
      out.println("  do      more --rounds, or ./sharelock check " + name + " to be sure of it");
    }
    return failed ? ExitCode.SAFETY : ExitCode.FINE;
  }

  private static String verdict(boolean failed, boolean mustFail) {
    if (mustFail) {
      return failed ? "CAUGHT" : "NOT CAUGHT";
    }
    return failed ? "FAILED" : "PASSED";
  }
}
