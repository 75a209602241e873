package dev.sharelock.model.cli;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.cli.terminal.TimeConverter;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.exhaustive.Checkpoints;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.CheckRun;
import dev.sharelock.model.run.CheckTask;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.EngineFactory;
import dev.sharelock.model.run.EngineSettings;
import dev.sharelock.model.run.Engines;
import dev.sharelock.model.run.Interruption;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import dev.sharelock.model.run.Standing;
import dev.sharelock.model.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Checks scenarios. */
@Command(
    name = "check",
    description = "Looks for executions of the scenarios in which something goes wrong.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private Patterns patterns;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "all",
      description = "sampling, exhaustive, or all: each for what suits it (${DEFAULT-VALUE})")
  private String engine;

  @Option(names = "--exhaustive", description = "The same as --engine exhaustive")
  private boolean exhaustive;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "Time for all scenarios together, such as 30s or 8h"
              + " (45s; 10m with --large or --resume)")
  private Duration time;

  @Option(
      names = "--executions",
      paramLabel = "N",
      description = "The most executions for each scenario")
  private long executions = Long.MAX_VALUE;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many checks run at a time (one for each processor)")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      converter = SeedConverter.class,
      description = "Repeats a run: 0x and hexadecimal, decimal, or a commit hash")
  private Seed seed;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      converter = ModelConverter.class,
      description = "Memory model: rc11, sc, tso or jmm (rc11)")
  private MemoryModel model;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON")
  private Path json;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "Where HTML pages of failures go (target/sharelock)")
  private Path report;

  @Option(names = "--each", description = "A row for each check, also where all of many are well")
  private boolean each;

  @Option(
      names = "--show-caught",
      description = "Show the executions of scenarios that must fail as well")
  private boolean showCaught;

  @Option(
      names = "--remedies",
      description = "For each failure shown, find single accesses or fences that would prevent it")
  private boolean remedies;

  @Option(
      names = "--show",
      paramLabel = "N",
      description = "Show the N-th execution of each check, whether it fails or not, and stop")
  private long shown;

  @Mixin private ExhaustiveOptions exhaustion;
  @Mixin private LeewayOptions leeways;
  @Mixin private ReductionOptions reductions;

  /** What the exhaustive engine leaves for later. */
  private final List<String> postponed = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Settings settings = main.world().settings().get();
    if (model == null) {
      model = reductions.isBounded() ? MemoryModel.SC : MemoryModel.RC11;
    }
    List<Scenario> scenarios = scenarios();
    reductions.reductions().requireSenseUnder(model);
    List<String> skipped = new ArrayList<>();
    List<CheckTask> tasks = tasks(scenarios, skipped);
    Duration limit = settings.time().orElse(time == null ? exhaustion.usualTime() : time);
    Seed start = settings.seed().orElse(seed == null ? settings.seedOrFresh() : seed);
    if (spec.commandLine().getParseResult().hasMatchedOption("--show")) {
      positive("show", shown);
      return new ShownExecution(tasks, spec.commandLine().getOut())
          .show(EngineSettings.of(start, model).withReductions(reductions.reductions()), shown);
    }
    Budget budget = new Budget(limit, positive("executions", executions), Budget.QUICK.steps());
    int together = Math.min((int) positive("jobs", jobs), tasks.size());
    int workers = exhaustion.workers(settings, together, budget);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        Display.count(tasks.size(), "check")
            + " under "
            + model.name().toLowerCase(Locale.ROOT)
            + " within "
            + Durations.show(limit)
            + ", seed "
            + start);
    if (!skipped.isEmpty()) {
      String reason = "skipped, since no engine suits them under this memory model: ";
      TextReport.wrapped(reason + String.join(", ", skipped), "    ").forEach(out::println);
    }
    out.flush();
    long begin = System.nanoTime();
    try (Interruption interruption = Interruption.listen()) {
      List<CheckResult> results;
      try (Display display = Display.of(settings.progress(), tasks.size(), out)) {
        EngineSettings engines =
            EngineSettings.of(start, model)
                .withWorkers(workers)
                .withCheckpoints(exhaustion.checkpoints(folder(settings), interruption))
                .estimating(display.showsMotion())
                .withReductions(reductions.reductions());
        results = new CheckRun(new CheckRun.Plan(engines, budget, jobs), display).run(tasks);
      }
      postponed.retainAll(results.stream().map(result -> result.scenario().name()).toList());
      show(results, settings, Duration.ofNanos(System.nanoTime() - begin));
      if (results.size() < tasks.size()) {
        String rest = Display.count(tasks.size() - results.size(), "check");
        out.println("interrupted: " + rest + " had not begun");
        out.flush();
      }
      return ExitCode.of(results);
    }
  }

  /** The scenarios that match, or those to go on with, as they were checked before. */
  private List<Scenario> scenarios() {
    Catalogue catalogue = main.world().catalogue().get();
    List<Checkpoints.Subject> resumed = exhaustion.resumed(patterns.all());
    exhaustive |= exhaustion.large() || !resumed.isEmpty();
    if (resumed.isEmpty()) {
      List<Scenario> matching = patterns.in(catalogue);
      return exhaustion.large() ? large(matching) : matching;
    }
    model = resumed.getFirst().model();
    reductions.takeUp(resumed.getFirst().reductions());
    leeways.takeUp(resumed.getFirst().leeways());
    return resumed.stream().map(Checkpoints.Subject::scenario).map(catalogue::get).toList();
  }

  private List<Scenario> large(List<Scenario> matching) {
    List<Scenario> large = matching.stream().filter(Scenario::large).toList();
    if (large.isEmpty()) {
      throw new IllegalArgumentException(
          "no scenario is large: patterns="
              + patterns
              + "; do: use --exhaustive instead of --large");
    }
    return large;
  }

  private Path folder(Settings settings) {
    return report == null ? settings.report() : report;
  }

  static long positive(String what, long count) {
    if (count <= 0) {
      throw new IllegalArgumentException(
          "number is impossible: " + what + "=" + count + "; do: use at least 1");
    }
    return count;
  }

  private List<CheckTask> tasks(List<Scenario> scenarios, List<String> skipped) {
    Engines engines = main.world().engines().get();
    String wanted = exhaustive || reductions.isBounded() ? "exhaustive" : engine;
    EngineFactory only = wanted.equals("all") ? null : engines.named(wanted);
    if (only != null && !only.supports(model)) {
      throw new IllegalArgumentException(
          "engine does not know the memory model: engine="
              + only.name()
              + ", model="
              + model
              + "; do: use another --model or --engine all");
    }
    List<CheckTask> tasks = new ArrayList<>();
    for (Scenario asWritten : scenarios) {
      Scenario scenario = leeways.applyTo(asWritten);
      boolean hopeless = reductions.isBounded() && scenario.needsWeakMemory();
      List<EngineFactory> suiting = hopeless ? List.of() : suiting(engines, only, scenario);
      suiting.forEach(factory -> tasks.add(new CheckTask(scenario, factory)));
      if (suiting.isEmpty()) {
        skipped.add(scenario.name());
      }
    }
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to check: no engine suits the scenarios under "
              + model
              + "; do: use another --model or --engine");
    }
    return tasks;
  }

  private List<EngineFactory> suiting(Engines engines, EngineFactory only, Scenario scenario) {
    if (only == null) {
      List<EngineFactory> suiting = new ArrayList<>(engines.suiting(scenario, model));
      if (patterns.none() && scenario.large()) {
        suiting.removeIf(factory -> factory.endsByItself(scenario));
        postponed.add(scenario.name());
      }
      return suiting;
    }
    return only.couldFail(scenario, model) ? List.of(only) : List.of();
  }

  private void show(List<CheckResult> results, Settings settings, Duration took)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Output output = new Output(out, folder(settings));
    for (CheckResult result : results) {
      if (!result.standing().good() || showCaught && result.standing() == Standing.CAUGHT) {
        out.println();
        output.report(result);
        if (remedies) {
          output.remedies(result, model);
        }
      }
    }
    out.println();
    Paint paint = Paint.ofProcess();
    ResultTable.lines(results, each).forEach(line -> out.println(paint.verdict(line)));
    out.println();
    out.println(ResultTable.summary(results, took));
    CoverageSummary.lines(results).forEach(out::println);
    BoundsSummary.lines(results).forEach(out::println);
    String same =
        model == MemoryModel.RC11 ? "" : " --model " + model.name().toLowerCase(Locale.ROOT);
    UnfinishedSummary.large(postponed, same).forEach(out::println);
    UnfinishedSummary.lines(results).forEach(out::println);
    output.json(results, json);
    out.flush();
  }
}
