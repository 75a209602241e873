package dev.sharelock.bench.heap;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * What a piece of work costs in processor time of its thread, which other work on the same machine
 * disturbs less than real time.
 */
final class Cost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Cost() {}

  /** Work that can be repeated. */
  interface Work {
    void repeat(int times) throws Throwable;
  }

  /** The nanoseconds of one repetition. */
  static double nanos(Work work, int times) throws Throwable {
    long start = THREADS.getCurrentThreadCpuTime();
    work.repeat(times);
    return (THREADS.getCurrentThreadCpuTime() - start) / (double) times;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The median of the ratios within the rounds. */
  static double medianRatio(double[] values, double[] others) {
    double[] ratios = new double[values.length];
    Arrays.setAll(ratios, i -> values[i] / others[i]);
    return median(ratios);
  }
}
