package dev.sharelock.bench.fan;

import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.bench.pair.PairComparison;
import dev.sharelock.bench.pair.Sides;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares ways from one publisher to several subscribers, all in turn, round after round. */
@Command(
    name = "fan",
    description = "Compares ways from one publisher to several subscribers, each in its own JVM.",
    mixinStandardHelpOptions = true)
public final class FanMain implements Callable<Integer> {
  private static final int PROCESSORS = 2;

  @Option(names = "--peers", split = ",", description = "what is compared, default all")
  private List<String> peers = Fans.names();

  @Option(
      names = "--subscribers",
      split = ",",
      description = "how many, default ${DEFAULT-VALUE}",
      defaultValue = "1,2,4")
  private List<Integer> subscribers = List.of();

  @Option(names = "--rounds", description = "rounds, default ${DEFAULT-VALUE}")
  private int rounds = 5;

  private final PrintStream out;

  private FanMain(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the comparison.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FanMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (int count : subscribers) {
      compare(count);
    }
    return 0;
  }

  private void compare(int count) throws IOException, InterruptedException {
    PairComparison rates = new PairComparison();
    PairComparison parts = new PairComparison();
    for (int round = 0; round < rounds; round++) {
      for (String peer : peers) {
        List<Double> figures = run(peer, count);
        rates.add(peer, figures.get(0));
        parts.add(peer, figures.get(1));
      }
    }
    out.printf(Locale.ROOT, "%n%d subscribers, %d rounds%n", count, rounds);
    for (String peer : peers) {
      out.printf(
          Locale.ROOT,
          "  %-18s %8.2f M/s each   spread %3.0f %%   %6.2f x %s   gets %3.0f %%%n",
          peer,
          rates.median(peer) / 1e6,
          100 * rates.spread(peer),
          rates.ratio(peer, peers.getFirst()),
          peers.getFirst(),
          100 * parts.median(peer));
    }
  }

  /**
   * The rate of the slowest subscriber, and which part of the numbers the one gets that lost most.
   */
  private static List<Double> run(String peer, int count) throws IOException, InterruptedException {
    Fan fan = Fans.open(peer);
    Path file = MappedFile.fresh();
    List<Process> processes = new ArrayList<>();
    try {
      Files.write(file, new byte[Math.toIntExact(fan.bytes(count))]);
      fan.format(file, count);
      for (int number = 0; number <= count; number++) {
        String processors = count > 1 ? "0,1" : Integer.toString(1 - number);
        List<String> arguments =
            List.of(peer, file.toString(), Integer.toString(count), Integer.toString(number));
        processes.add(Sides.start(FanSide.class, arguments, processors, PROCESSORS));
      }
      double rate = Double.MAX_VALUE;
      double part = 1;
      for (Process process : processes.subList(0, count)) {
        List<Double> figures = Sides.figures(process);
        rate = Math.min(rate, figures.get(0));
        part = Math.min(part, figures.get(1));
      }
      return List.of(rate, part);
    } finally {
      for (Process process : processes) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(file);
    }
  }
}
