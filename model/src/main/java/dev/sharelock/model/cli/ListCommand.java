package dev.sharelock.model.cli;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.scenario.Scenario;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists the scenarios. */
@Command(
    name = "list",
    description = "Lists the scenarios that can be checked.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private Patterns patterns;

  @Override
  public Integer call() {
    main.world().settings().get();
    Catalogue catalogue = main.world().catalogue().get();
    PrintWriter out = spec.commandLine().getOut();
    List<Scenario> scenarios = patterns.in(catalogue);
    int width = scenarios.stream().mapToInt(s -> s.name().length()).max().orElse(0);
    for (Scenario scenario : scenarios) {
      out.println(pad(scenario.name(), width) + "  " + scenario.about() + marks(scenario));
    }
    out.println();
    out.println(scenarios.size() + (scenarios.size() == 1 ? " scenario" : " scenarios"));
    return ExitCode.FINE;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String marks(Scenario scenario) {
    List<String> marks = new ArrayList<>();
    if (!scenario.mustFailWith().isEmpty()) {
      marks.add(
          "must fail with "
              + scenario.mustFailWith().stream()
                  .map(Enum::name)
                  .sorted()
                  .collect(Collectors.joining(" or ")));
    }
    if (scenario.needsWeakMemory()) {
      marks.add("under weak memory");
    }
    if (scenario.exhaustible()) {
      marks.add(scenario.large() ? "exhaustible, but large" : "exhaustible");
    }
    return marks.isEmpty() ? "" : "  [" + String.join(", ", marks) + "]";
  }
}
