package dev.sharelock.model.cli;

import dev.sharelock.model.catalogue.Suggestions;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.Reductions;
import dev.sharelock.model.litmus.LitmusCatalogue;
import dev.sharelock.model.litmus.LitmusFinding;
import dev.sharelock.model.litmus.LitmusParser;
import dev.sharelock.model.litmus.LitmusReport;
import dev.sharelock.model.litmus.LitmusSyntaxException;
import dev.sharelock.model.litmus.LitmusTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what litmus tests can observe. */
@Command(
    name = "litmus",
    description = "Shows which outcomes of a litmus test each memory model allows.",
    mixinStandardHelpOptions = true)
final class LitmusCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "TEST",
      description =
          "Name, part of a name or number of a test in the catalogue, or a file with tests;"
              + " all of the catalogue in a table unless stated")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      split = ",",
      description = "Memory models: sc, tso, rc11, jmm (all)")
  private List<MemoryModel> models;

  @Option(
      names = "--preemptions",
      paramLabel = "N",
      description = "What needs at most 0, 1, ..., N preemptions, under sc")
  private Integer preemptions;

  @Option(
      names = "--executions",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "The most executions for each test and model (${DEFAULT-VALUE})")
  private long executions;

  @Override
  public Integer call() throws IOException {
    if (executions <= 0) {
      throw new IllegalArgumentException(
          "number of executions is impossible: executions=" + executions + "; do: use at least 1");
    }
    PrintWriter out = spec.commandLine().getOut();
    Map<LitmusTest, List<LitmusFinding>> all = new LinkedHashMap<>();
    for (LitmusTest test : tests()) {
      List<LitmusFinding> findings =
          options().map(options -> LitmusFinding.of(test, options)).toList();
      all.put(test, findings);
      if (!names.isEmpty()) {
        LitmusReport.lines(test, findings).forEach(out::println);
        out.println();
      }
    }
    if (names.isEmpty()) {
      LitmusReport.table(all).forEach(out::println);
    }
    out.flush();
    boolean contradiction =
        all.values().stream()
            .flatMap(List::stream)
            .anyMatch(finding -> finding.contradiction().isPresent());
    return contradiction ? ExitCode.SAFETY : ExitCode.FINE;
  }

  private Stream<ExplorationOptions> options() {
    if (preemptions == null) {
      List<MemoryModel> wanted = models == null ? List.of(MemoryModel.values()) : models;
      return wanted.stream().map(this::options);
    }
    MemoryModel model = models == null || models.isEmpty() ? MemoryModel.SC : models.get(0);
    Reductions.NONE.withPreemptions(preemptions).requireSenseUnder(model);
    return IntStream.rangeClosed(0, preemptions)
        .mapToObj(Reductions.NONE::withPreemptions)
        .map(options(model)::withReductions);
  }

  private ExplorationOptions options(MemoryModel model) {
    return ExplorationOptions.of(model).withExecutions(executions);
  }

  private List<LitmusTest> tests() throws IOException {
    if (names.isEmpty()) {
      return LitmusCatalogue.all();
    }
    List<LitmusTest> tests = new ArrayList<>();
    for (String name : names) {
      tests.addAll(tests(name));
    }
    return tests;
  }

  private static List<LitmusTest> tests(String name) throws IOException {
    Optional<LitmusTest> exact = LitmusCatalogue.find(name);
    if (exact.isPresent()) {
      return List.of(exact.get());
    }
    Path file = Path.of(name);
    if (Files.isRegularFile(file)) {
      return read(file);
    }
    List<LitmusTest> containing = LitmusCatalogue.containing(name);
    if (containing.isEmpty()) {
      List<String> known =
          LitmusCatalogue.all().stream().map(test -> test.name().toLowerCase(Locale.ROOT)).toList();
      throw new IllegalArgumentException(
          "no such litmus test: test="
              + name
              + "; do: "
              + Suggestions.remedy(name, known, "run ./sharelock litmus to see all"));
    }
    return containing;
  }

  private static List<LitmusTest> read(Path file) throws IOException {
    try {
      List<LitmusTest> tests = LitmusParser.parse(file.toString(), Files.readString(file));
      if (tests.isEmpty()) {
        throw new IllegalArgumentException(
            "file has no litmus test: file=" + file + "; do: begin one with 'litmus NAME'");
      }
      return tests;
    } catch (LitmusSyntaxException malformed) {
      throw new IllegalArgumentException(malformed.getMessage(), malformed);
    }
  }
}
