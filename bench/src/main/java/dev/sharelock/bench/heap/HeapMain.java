package dev.sharelock.bench.heap;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the allocator. */
@Command(
    name = "heap",
    description = "Measures the allocator of blocks.",
    mixinStandardHelpOptions = true)
public final class HeapMain implements Callable<Integer> {
  /** What is measured. */
  enum Part {
    /** Single operations in one thread, in processor time, beside malloc and free. */
    SINGLE,
    /** Blocks handed over between two JVMs, in real time. */
    PAIR,
    /** Recovery, in processor time. */
    RECOVERY
  }

  @Option(names = "--parts", split = ",", description = "${COMPLETION-CANDIDATES}, default all")
  private List<Part> parts = List.of(Part.values());

  @Option(names = "--rounds", description = "rounds, default ${DEFAULT-VALUE}")
  private int rounds = 8;

  private final PrintStream out;

  private HeapMain(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the measurements.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new HeapMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (Part part : parts) {
      switch (part) {
        case SINGLE -> new SingleCosts(out, rounds).measure();
        case PAIR -> new PairCosts(out).measure();
        case RECOVERY -> new RecoveryCosts(out, rounds).measure();
      }
    }
    return 0;
  }
}
