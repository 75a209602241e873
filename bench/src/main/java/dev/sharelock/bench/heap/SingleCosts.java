package dev.sharelock.bench.heap;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Single operations in one thread, each beside malloc and free in the same round. */
final class SingleCosts {
  private static final long HEAP = 256L << 20;
  private static final int TIMES = 1_000_000;
  private static final int WARM_UP = 4;

  private final PrintStream out;
  private final int rounds;

  SingleCosts(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  /** What else is in the heap. */
  private enum Fill {
    EMPTY,
    HALF,
    FRAGMENTED
  }

  void measure() {
    out.printf(
        Locale.ROOT,
        "ns of processor time, medians of %d rounds%n%-9s %-11s %8s %18s %14s %14s %14s%n",
        rounds,
        "bytes",
        "heap",
        "malloc",
        "allocate+release",
        "with load",
        "load+release",
        "with ticket");
    for (long bytes : new long[] {64, 4096, 1 << 20}) {
      for (Fill fill : Fill.values()) {
        measure(bytes, fill);
      }
    }
  }

  private void measure(long bytes, Fill fill) {
    World world = new World(HEAP);
    Allocator first = world.join();
    Allocator second = world.join();
    fill(world, first, bytes, fill);
    long other = first.allocate(64);
    List<Cost.Work> works =
        List.of(
            times -> malloc(bytes, times),
            times -> allocate(first, bytes, times),
            times -> allocateAndLoad(first, second, bytes, times),
            times -> load(second, other, times),
            times -> send(first, second, bytes, times));
    double[][] nanos = new double[works.size()][rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int i = 0; i < works.size(); i++) {
        double cost = cost(works.get(i));
        if (round >= 0) {
          nanos[i][round] = cost;
        }
      }
    }
    print(bytes, fill, nanos);
  }

  private static double cost(Cost.Work work) {
    try {
      return Cost.nanos(work, TIMES);
    } catch (Throwable e) {
      throw new IllegalStateException("work failed: cause=" + e + "; do: look at the cause", e);
    }
  }

  private void print(long bytes, Fill fill, double[][] nanos) {
    double malloc = Cost.median(nanos[0]);
    double pair = Cost.median(nanos[1]);
    out.printf(
        Locale.ROOT,
        "%-9d %-11s %8.1f %11.1f (%.2fx) %14.1f %14.1f %14.1f%n",
        bytes,
        fill,
        malloc,
        pair,
        pair / malloc,
        Cost.median(nanos[2]),
        Cost.median(nanos[3]),
        Cost.median(nanos[4]));
  }

  private static void fill(World world, Allocator allocator, long bytes, Fill fill) {
    long limit = fill == Fill.HALF ? world.dataBytes() / 2 : world.dataBytes();
    List<Long> ids = new ArrayList<>();
    for (long used = 0; fill != Fill.EMPTY && used < limit; used += bytes) {
      long id = allocator.tryAllocate(bytes);
      if (id != BlockId.NONE) {
        ids.add(id);
      }
    }
    for (int i = 0; fill == Fill.FRAGMENTED && i < ids.size(); i += 2) {
      allocator.release(ids.get(i));
    }
  }

  private static void malloc(long bytes, int times) throws Throwable {
    for (int i = 0; i < times; i++) {
      Malloc.allocateAndFree(bytes);
    }
  }

  private static void allocate(Allocator allocator, long bytes, int times) {
    for (int i = 0; i < times; i++) {
      allocator.release(allocator.allocate(bytes));
    }
  }

  private static void allocateAndLoad(Allocator first, Allocator second, long bytes, int times) {
    for (int i = 0; i < times; i++) {
      long id = first.allocate(bytes);
      second.load(id);
      second.release(id);
      first.release(id);
    }
  }

  private static void load(Allocator allocator, long id, int times) {
    for (int i = 0; i < times; i++) {
      allocator.load(id);
      allocator.release(id);
    }
  }

  private static void send(Allocator first, Allocator second, long bytes, int times) {
    for (int i = 0; i < times; i++) {
      second.release(second.accept(first.send(first.allocate(bytes))));
    }
  }
}
