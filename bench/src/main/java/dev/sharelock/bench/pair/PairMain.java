package dev.sharelock.bench.pair;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares transports between two JVMs: all peers in turn, round after round, so that all see the
 * same noise; what counts are the ratios.
 */
@Command(
    name = "pair",
    description = "Compares ways from one JVM to another.",
    mixinStandardHelpOptions = true)
public final class PairMain implements Callable<Integer> {
  private static final int LARGE_MESSAGE = 16_384;
  private static final int RING = 1 << 20;
  private static final int LARGE_RING = 1 << 22;
  private static final String ANCHOR = "agrona";

  @Option(names = "--peers", split = ",", description = "the peers, default all")
  private List<String> peers = Peers.names();

  @Option(names = "--sizes", split = ",", description = "message sizes in bytes")
  private List<Integer> sizes = List.of(8, 64, 1024, 65_536);

  @Option(names = "--tests", split = ",", description = "${COMPLETION-CANDIDATES}")
  private List<PairTest> tests = List.of(PairTest.THROUGHPUT, PairTest.PING_PONG);

  @Option(names = "--rounds", description = "rounds, default ${DEFAULT-VALUE}")
  private int rounds = 5;

  @Option(names = "--one-processor", description = "both sides on one processor")
  private boolean oneProcessor;

  private final PrintStream out;

  private PairMain(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the comparison.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PairMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (PairTest test : tests) {
      for (int size : sizes) {
        compare(test, size);
      }
    }
    return 0;
  }

  private void compare(PairTest test, int size) throws IOException, InterruptedException {
    PairComparison first = new PairComparison();
    PairComparison second = new PairComparison();
    for (int round = 0; round < rounds; round++) {
      for (String peer : peers) {
        List<Double> figures = run(peer, test, size, oneProcessor);
        if (test.roundTrip()) {
          first.add(peer, figures.get(0));
          second.add(peer, figures.get(1));
        } else {
          first.add(peer, PairComparison.median(figures));
        }
      }
    }
    print(test, size, first, second);
  }

  private static List<Double> run(String peer, PairTest test, int size, boolean oneProcessor)
      throws IOException, InterruptedException {
    Path file = MappedFile.fresh();
    int ring = size >= LARGE_MESSAGE ? LARGE_RING : RING;
    return PairRun.run(new PairOptions(peer, file, size, ring, test, oneProcessor));
  }

  /**
   * Measures one peer once, each side on its own processor.
   *
   * @param peer its name
   * @param test what is done with it
   * @param size of the messages in bytes
   * @return messages per second, or the median of the round trip in ns
   */
  public static double figure(String peer, PairTest test, int size)
      throws IOException, InterruptedException {
    List<Double> figures = run(peer, test, size, false);
    return test.roundTrip() ? figures.getFirst() : PairComparison.median(figures);
  }

  private void print(PairTest test, int size, PairComparison first, PairComparison second) {
    out.printf(
        Locale.ROOT,
        "%n%s, %d B, %d rounds%s%n",
        test.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        size,
        rounds,
        oneProcessor ? ", one processor" : "");
    for (String peer : peers) {
      String ratio =
          peers.contains(ANCHOR)
              ? String.format(Locale.ROOT, "%6.2f x %s", first.ratio(peer, ANCHOR), ANCHOR)
              : "";
      if (test.roundTrip()) {
        out.printf(
            Locale.ROOT,
            "  %-18s p50 %9.0f ns   p99 %9.0f ns   spread %3.0f %%   %s%n",
            peer,
            first.median(peer),
            second.median(peer),
            100 * first.spread(peer),
            ratio);
      } else {
        out.printf(
            Locale.ROOT,
            "  %-18s %8.2f M msg/s  %7.2f GB/s   spread %3.0f %%   %s%n",
            peer,
            first.median(peer) / 1e6,
            first.median(peer) * size / 1e9,
            100 * first.spread(peer),
            ratio);
      }
    }
  }
}
