package dev.sharelock.model.cli;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.forked.DivergedException;
import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.EngineFactory;
import dev.sharelock.model.run.ReplayText;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Execution;
import dev.sharelock.model.trace.ReplayToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs the execution of a token again. */
@Command(
    name = "replay",
    description = "Runs exactly the execution of a token again and shows it.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "TOKEN",
      description = "The token as printed, v1:scenario:engine:payload, or a file that holds it")
  private String token;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "Where the HTML page goes; target/sharelock unless set")
  private Path report;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON")
  private Path json;

  @Option(
      names = "--forked",
      description =
          "Make its accesses again, in the same order, in real JVMs over a real file, with real"
              + " kills")
  private boolean forked;

  @Override
  public Integer call() throws Exception {
    Path folder = report == null ? main.world().settings().get().report() : report;
    ReplayToken parsed = ReplayText.read(token);
    Scenario scenario = main.world().catalogue().get().get(parsed.scenario());
    EngineFactory factory = main.world().engines().get().writerOf(parsed);
    Verdict verdict = factory.forReplay(parsed).replay(scenario, parsed);
    CheckResult result = new CheckResult(scenario, verdict);
    Output output = new Output(spec.commandLine().getOut(), folder);
    output.report(result);
    if (verdict.failure().isEmpty()) {
      Execution execution = factory.forReplay(parsed).execution(scenario, parsed);
      PrintWriter out = spec.commandLine().getOut();
      out.println();
      out.print(TextReport.render(scenario, execution, "this execution does not fail"));
    }
    output.json(List.of(result), json);
    if (forked) {
      return forked(scenario, parsed, verdict);
    }
    return code(verdict);
  }

  private static int code(Verdict verdict) {
    return verdict.failure().map(failure -> ExitCode.of(failure.kind())).orElse(ExitCode.FINE);
  }

  private int forked(Scenario scenario, ReplayToken parsed, Verdict verdict)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ForkedOutput.replay(scenario, parsed, verdict, out);
      return code(verdict);
    } catch (DivergedException diverged) {
      out.println();
      TextReport.wrapped("forked  " + diverged.getMessage(), "          ").forEach(out::println);
      return ExitCode.NONDETERMINISM;
    }
  }
}
