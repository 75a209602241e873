package dev.sharelock.bench.heap;

import dev.sharelock.allocator.Allocator;
import java.io.PrintStream;
import java.util.Locale;

/** What it costs to return what a dead participant held, in small and in large heaps. */
final class RecoveryCosts {
  private static final int WARM_UP = 20;
  private static final int WARM_UP_BLOCKS = 1_000_000;
  private static final long BLOCK = 64;
  private static final int[] HELD = {0, 1000, 10_000, 100_000, 1_000_000};
  private static final long[] HEAPS = {64, 256, 1024};

  private final PrintStream out;
  private final int rounds;

  RecoveryCosts(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  void measure() {
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-8s", "held"));
    for (long heap : HEAPS) {
      head.append(String.format(Locale.ROOT, " %9d MiB", heap));
    }
    out.printf(
        Locale.ROOT,
        "recovery, microseconds of processor time, medians of %d rounds; in brackets ns for each"
            + " block%n%s%n",
        rounds,
        head);
    for (int held : HELD) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-8d", held));
      for (long heap : HEAPS) {
        double nanos = measure(heap << 20, held);
        line.append(
            held == 0
                ? String.format(Locale.ROOT, " %13.1f", nanos / 1000)
                : String.format(Locale.ROOT, " %6.1f (%4.1f)", nanos / 1000, nanos / held));
      }
      out.println(line);
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
