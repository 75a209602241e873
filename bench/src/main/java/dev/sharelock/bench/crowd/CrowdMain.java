package dev.sharelock.bench.crowd;

import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.bench.pair.PairComparison;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares queues between several producers and consumers, all in turn, round after round. */
@Command(
    name = "crowd",
    description = "Compares queues between several producers and consumers in two JVMs.",
    mixinStandardHelpOptions = true)
public final class CrowdMain implements Callable<Integer> {
  @Option(names = "--queues", split = ",", description = "the queues, default all")
  private List<String> queues = CrowdQueues.names();

  @Option(
      names = "--crowds",
      split = ",",
      description = "producers x consumers, default ${DEFAULT-VALUE}",
      defaultValue = "1x1,2x2,4x4")
  private List<String> crowds = List.of();

  @Option(names = "--tests", split = ",", description = "${COMPLETION-CANDIDATES}, default all")
  private List<CrowdTest> tests = List.of(CrowdTest.values());

  @Option(names = "--rounds", description = "rounds, default ${DEFAULT-VALUE}")
  private int rounds = 5;

  private final PrintStream out;

  private CrowdMain(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the comparison.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CrowdMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (CrowdTest test : tests) {
      for (String crowd : test == CrowdTest.WAKE_UP ? List.of("1x1") : crowds) {
        compare(test, crowd);
      }
    }
    return 0;
  }

  private void compare(CrowdTest test, String crowd) throws IOException, InterruptedException {
    PairComparison first = new PairComparison();
    PairComparison second = new PairComparison();
    for (int round = 0; round < rounds; round++) {
      for (String queue : queues) {
        List<Double> figures = run(queue, crowd, test);
        if (test == CrowdTest.WAKE_UP) {
          first.add(queue, figures.get(0));
          second.add(queue, figures.get(1));
        } else {
          first.add(queue, PairComparison.median(figures));
        }
      }
    }
    out.printf(
        Locale.ROOT,
        "%n%s, %s, %d rounds%n",
        test.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        crowd,
        rounds);
    for (String queue : queues) {
      String figure =
          test == CrowdTest.WAKE_UP
              ? String.format(
                  Locale.ROOT, "p50 %8.0f  p99 %8.0f ns", first.median(queue), second.median(queue))
              : String.format(Locale.ROOT, "%8.2f M/s", first.median(queue) / 1e6);
      out.printf(
          Locale.ROOT,
          "  %-24s %s   spread %3.0f %%   %6.2f x %s%n",
          queue,
          figure,
          100 * first.spread(queue),
          first.ratio(queue, queues.getFirst()),
          queues.getFirst());
    }
  }

  private static List<Double> run(String queue, String crowd, CrowdTest test)
      throws IOException, InterruptedException {
    String[] sides = crowd.split("x");
    return CrowdRun.run(
        new CrowdOptions(
            queue,
            MappedFile.fresh(),
            Integer.parseInt(sides[0]),
            Integer.parseInt(sides[1]),
            test));
  }

  /**
   * Measures how many numbers pass a queue with the calls that wait.
   *
   * @param queue its name
   * @param crowd as in {@code --crowds}
   * @return numbers per second
   */
  public static double rate(String queue, String crowd) throws IOException, InterruptedException {
    return PairComparison.median(run(queue, crowd, CrowdTest.BLOCKING));
  }
}
