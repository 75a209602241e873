package dev.sharelock.bench.heap;

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
    /** Single operations in one thread, in processor time, beside other allocators. */
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

  @Option(names = "--sizes", split = ",", description = "bytes of a block, default 64,4096,1048576")
  private List<Long> sizes = List.of(64L, 4096L, 1L << 20);

  @Option(names = "--fills", split = ",", description = "${COMPLETION-CANDIDATES}, default all")
  private List<Fill> fills = List.of(Fill.values());

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
  public Integer call() throws Exception {
    HeapOptions options = new HeapOptions(rounds, sizes, fills);
    for (Part part : parts) {
      switch (part) {
        case SINGLE -> new SingleCosts(out, options).measure();
        case PAIR -> new PairCosts(out, options).measure();
        case RECOVERY -> new RecoveryCosts(out, rounds).measure();
      }
    }
    return 0;
  }
}
