package dev.sharelock.bench.heap;

import dev.sharelock.allocator.Allocator;
import java.io.PrintStream;
import java.util.Locale;

/** What it costs to return what a dead participant held, in small and in large heaps. */
final class RecoveryCosts {
  private static final int WARM_UP = 20;
  private static final int WARM_UP_BLOCKS = 1_000_000;
  private static final long BLOCK = 64;

  private final PrintStream out;
  private final int rounds;

  RecoveryCosts(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  void measure() {
    out.printf(
        Locale.ROOT,
        "recovery, microseconds of processor time, medians of %d rounds%n%-8s %12s %12s %18s%n",
        rounds,
        "held",
        "64 MiB",
        "1 GiB",
        "ns for each block");
    for (int held : new int[] {0, 1000, 10_000, 100_000}) {
      double small = measure(64L << 20, held);
      double large = measure(1L << 30, held);
      out.printf(
          Locale.ROOT,
          "%-8d %12.1f %12.1f %18s%n",
          held,
          small / 1000,
          large / 1000,
          held == 0 ? "" : String.format(Locale.ROOT, "%.1f", small / held));
    }
  }

  private double measure(long heapBytes, int held) {
    World world = new World(heapBytes);
    Allocator survivor = world.joinAsSurvivor();
    double[] nanos = new double[rounds];
    for (int round = -Math.max(WARM_UP, WARM_UP_BLOCKS / (held + 1000)); round < rounds; round++) {
      survivor.trim();
      Allocator victim = world.join();
      for (int i = 0; i < held; i++) {
        victim.allocate(BLOCK);
      }
      double cost = recover(survivor);
      if (round >= 0) {
        nanos[round] = cost;
      }
    }
    return Cost.median(nanos);
  }

  private static double recover(Allocator survivor) {
    try {
      return Cost.nanos(times -> survivor.recover(), 1);
    } catch (Throwable e) {
      throw new IllegalStateException("recovery failed: cause=" + e + "; do: look at it", e);
    }
  }
}
