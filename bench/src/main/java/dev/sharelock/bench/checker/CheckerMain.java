package dev.sharelock.bench.checker;

import dev.sharelock.model.exhaustive.Exploration;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.exhaustive.ProgramExplorer;
import dev.sharelock.model.litmus.benchmarks.BenchmarkPrograms;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures how many executions per second the exhaustive engine explores with one worker, beside
 * the published rates of the fastest other tool. Everything is switched on: all access modes, full
 * fences and data races. Time is that of the processor, so that other work disturbs little.
 */
@Command(
    name = "checker",
    description = "Measures the exhaustive engine.",
    mixinStandardHelpOptions = true)
public final class CheckerMain implements Callable<Integer> {
  private static final List<String> PROGRAMS =
      List.of(
          "readers(13)",
          "lastzero(10)",
          "lastzero(15)",
          "indexer(15)",
          "fib_bench(5)",
          "ainc(7)",
          "binc(4)",
          "cinc(4)",
          "inc(4)",
          "n-writers(4)",
          "casrot(9)",
          "cas(5)",
          "casw(5)",
          "wcas(9)",
          "wainc(4)",
          "CoA(5)",
          "big0");

  @Option(
      names = "--programs",
      split = ",",
      description =
          "published programs, default B1 to B16 and some with volatile accesses and more")
  private List<String> programs = List.of();

  @Option(names = "--models", split = ",", description = "the models, default sc and rc11")
  private List<String> models = List.of("sc", "rc11");

  @Option(names = "--rounds", description = "measured rounds, default ${DEFAULT-VALUE}")
  private int rounds = 5;

  @Option(names = "--seconds", description = "of one round at least, default ${DEFAULT-VALUE}")
  private double seconds = 1;

  private final PrintStream out;

  private CheckerMain(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the measurement.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CheckerMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() {
    out.println("| program | model | executions | first | executions/s | published | ratio |");
    out.println("|---|---|--:|--:|--:|--:|--:|");
    for (String model : models) {
      MemoryModel under = MemoryModel.valueOf(model.toUpperCase(Locale.ROOT));
      programs().forEach(program -> measure(program, under));
    }
    return 0;
  }

  private List<Program> programs() {
    List<Program> all = new ArrayList<>();
    for (String name : programs.isEmpty() ? PROGRAMS : programs) {
      all.add(BenchmarkPrograms.named(name).program());
    }
    if (programs.isEmpty()) {
      all.addAll(SynchronisedPrograms.all());
    }
    return all;
  }

  private void measure(Program program, MemoryModel model) {
    ExplorationOptions options = ExplorationOptions.of(model).stoppingAtRace(true);
    double first = -time();
    long executions = explore(program, options);
    first += time();
    double best = 0;
    for (int round = 0; round <= rounds; round++) {
      double rate = rate(program, options);
      best = round == 0 ? 0 : Math.max(best, rate);
    }
    OptionalDouble published = PublishedRates.of(program.name(), model);
    OptionalDouble ratio =
        published.isPresent()
            ? OptionalDouble.of(best / published.getAsDouble())
            : OptionalDouble.empty();
    out.printf(
        Locale.ROOT,
        "| %s | %s | %,d | %.0f ms | %,.0f k | %s | %s |%n",
        program.name(),
        model.name().toLowerCase(Locale.ROOT),
        executions,
        first * 1e3,
        best / 1e3,
        show("%.1f k", published, 1e-3),
        show("%.1f", ratio, 1));
    out.flush();
  }

  private static String show(String form, OptionalDouble number, double unit) {
    return number.isPresent() ? String.format(Locale.ROOT, form, number.getAsDouble() * unit) : "";
  }

  private double rate(Program program, ExplorationOptions options) {
    double start = time();
    long executions = 0;
    while (time() - start < seconds) {
      executions += explore(program, options);
    }
    return executions / (time() - start);
  }

  private static long explore(Program program, ExplorationOptions options) {
    Exploration found = ProgramExplorer.explore(program, options);
    if (!found.exhausted()) {
      throw new IllegalStateException(
          "program fails: name=" + program.name() + "; do: check the engine first");
    }
    return found.executions();
  }

  private static double time() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
