package dev.sharelock.model.cli;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.necessity.Necessity;
import dev.sharelock.model.scenario.Scenario;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks of each ordered access whether it is needed. */
@Command(
    name = "weaken",
    description =
        "Makes each ordered access one step weaker and tells which scenario fails then, if any.",
    mixinStandardHelpOptions = true)
final class WeakenCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "PATTERN",
      arity = "1..*",
      description = "Scenarios; those that can be exhausted and must pass are used")
  private List<String> patterns;

  @Option(
      names = "--in",
      paramLabel = "METHODS",
      description = "Only accesses of methods with names that match, such as Queue.*",
      defaultValue = ".*")
  private String methods;

  @Option(
      names = "--executions",
      paramLabel = "N",
      description = "For each scenario with each access; default ${DEFAULT-VALUE}",
      defaultValue = "20000")
  private long executions;

  @Override
  public Integer call() {
    main.world().settings().get();
    List<Scenario> scenarios =
        main.world().catalogue().get().matching(patterns).stream()
            .filter(scenario -> scenario.mustFailWith().isEmpty() && scenario.exhaustible())
            .toList();
    Budget budget = new Budget(Duration.ofDays(1), executions, Budget.QUICK.steps());
    Necessity necessity = new Necessity(scenarios, budget);
    PrintWriter out = spec.commandLine().getOut();
    int needed = 0;
    int all = 0;
    for (Necessity.Weaker weaker : necessity.candidates()) {
      if (weaker.access().method().matches(methods)) {
        Necessity.Finding finding = necessity.find(weaker);
        all++;
        needed += finding.fails().isPresent() ? 1 : 0;
        out.println(weaker + "  |  " + outcome(finding));
        out.flush();
      }
    }
    out.println();
    out.println(all + " weaker accesses, " + needed + " of them fail");
    return ExitCode.FINE;
  }

  private static String outcome(Necessity.Finding finding) {
    String nothing = finding.exhausted() ? "nothing fails" : "nothing fails so far";
    return finding
        .fails()
        .map(scenario -> scenario.name() + ", execution " + finding.executions())
        .orElse(nothing);
  }
}
