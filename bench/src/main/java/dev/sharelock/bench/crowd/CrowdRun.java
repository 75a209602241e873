package dev.sharelock.bench.crowd;

import dev.sharelock.bench.pair.Sides;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures one queue once, over a fresh file: the producers are threads of one JVM and the
 * consumers of another. One producer and one consumer have a processor each; more share both.
 */
final class CrowdRun {
  private static final int PROCESSORS = 2;

  private CrowdRun() {}

  /** The figures of one run: numbers per second, or p50 and p99 of the way in ns. */
  static List<Double> run(CrowdOptions options) throws IOException, InterruptedException {
    CrowdQueue queue = CrowdQueues.open(options.queue());
    boolean pair = options.producers() == 1 && options.consumers() == 1;
    List<Process> processes = new ArrayList<>();
    try {
      queue.format(options.file());
      if (queue.inProcess()) {
        processes.add(start("both", options, "0,1"));
      } else {
        processes.add(start("consumers", options, pair ? "1" : "0,1"));
        processes.add(start("producers", options, pair ? "0" : "0,1"));
      }
      return Sides.figures(processes.getFirst());
    } finally {
      for (Process process : processes) {
        process.destroyForcibly().waitFor();
      }
      queue.clean(options.file());
      Files.deleteIfExists(options.file());
    }
  }

  private static Process start(String side, CrowdOptions options, String processors)
      throws IOException {
    return Sides.start(CrowdSide.class, options.arguments(side), processors, PROCESSORS);
  }
}
