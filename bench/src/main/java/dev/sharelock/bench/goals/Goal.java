package dev.sharelock.bench.goals;

import dev.sharelock.bench.crowd.CrowdMain;
import dev.sharelock.bench.pair.PairMain;
import dev.sharelock.bench.pair.PairTest;
import java.io.IOException;
import java.util.List;

/**
 * A ratio to reach.
 *
 * @param work what is done
 * @param ours the name of what is measured
 * @param peer the name of what it is compared with
 * @param bound of the ratio of the two figures
 * @param faster whether the ratio is to be at least the bound; otherwise at most
 * @param meter measures
 */
record Goal(String work, String ours, String peer, double bound, boolean faster, Meter meter) {
  private static final String AGRONA = "agrona";
  private static final String VALUES = "values";
  private static final String MUTEX = "mutex-broadcast";
  private static final String JDK = "array-blocking-threads";
  private static final double QUEUE_OVER_MUTEX = 9;
  private static final double QUEUE_OVER_JDK = 1.4;

  /** Measures something once. */
  interface Meter {
    double measure(String name) throws IOException, InterruptedException;
  }

  /** All of them for rings and queues. Those with the same work are measured in turn. */
  static List<Goal> all() {
    return List.of(
        ring("sharelock", 8, 4),
        ring("sharelock-batched", 8, 4),
        ring("sharelock", 64, 3),
        ring("sharelock-batched", 64, 3),
        ring("sharelock", 1024, 1.4),
        ring("sharelock-batched", 1024, 1.4),
        ring("sharelock", 65_536, 0.95),
        new Goal(
            "ring, round trip of 8 B, spinning",
            "sharelock",
            "cache-lines",
            1.15,
            false,
            peer -> PairMain.figure(peer, PairTest.PING_PONG, 8)),
        queue("1x1", MUTEX, QUEUE_OVER_MUTEX),
        queue("1x1", JDK, QUEUE_OVER_JDK),
        queue("2x2", MUTEX, QUEUE_OVER_MUTEX),
        queue("2x2", JDK, QUEUE_OVER_JDK));
  }

  private static Goal ring(String ours, int bytes, double bound) {
    return new Goal(
        "ring, frames of " + bytes + " B",
        ours,
        AGRONA,
        bound,
        true,
        peer -> PairMain.figure(peer, PairTest.THROUGHPUT, bytes));
  }

  private static Goal queue(String crowd, String peer, double bound) {
    return new Goal(
        "queue, blocking, " + crowd,
        VALUES,
        peer,
        bound,
        true,
        name -> CrowdMain.rate(name, crowd));
  }

  boolean isMet(double ratio) {
    return faster ? ratio >= bound : ratio <= bound;
  }
}
