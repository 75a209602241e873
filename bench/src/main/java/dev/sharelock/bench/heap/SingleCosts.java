package dev.sharelock.bench.heap;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Single operations in one thread, of all allocators in turn in each round. */
final class SingleCosts {
  private static final int TIMES = 1_000_000;
  private static final int WARM_UP = 4;

  private final PrintStream out;
  private final HeapOptions options;

  SingleCosts(PrintStream out, HeapOptions options) {
    this.out = out;
    this.options = options;
  }

  /** One allocator with what was measured of it. */
  private static final class Measured {
    private final HeapPeer peer;
    private final Map<Operation, Cost.Work> works = new EnumMap<>(Operation.class);
    private final Map<Operation, double[]> nanos = new EnumMap<>(Operation.class);

    Measured(HeapPeer peer, long bytes, Fill fill, int rounds) throws Throwable {
      this.peer = peer;
      peer.fill(bytes, fill);
      for (Operation operation : Operation.values()) {
        Optional<Cost.Work> work = peer.work(operation, bytes);
        if (work.isPresent()) {
          works.put(operation, work.get());
          nanos.put(operation, new double[rounds]);
        }
      }
    }

    void run(int round) throws Throwable {
      for (Map.Entry<Operation, Cost.Work> work : works.entrySet()) {
        double cost = Cost.nanos(work.getValue(), TIMES);
        if (round >= 0) {
          nanos.get(work.getKey())[round] = cost;
        }
      }
    }
  }

  void measure() throws Exception {
    Optional<Path> boost = BoostPeer.build();
    if (boost.isEmpty()) {
      out.println("without Boost: neither g++ nor its headers, or one of them, is here");
    }
    List<Supplier<HeapPeer>> peers = new ArrayList<>();
    peers.add(MallocPeer::new);
    peers.add(SharelockPeer::new);
    peers.add(NeuropodPeer::new);
    boost.ifPresent(library -> peers.add(() -> BoostPeer.open(library)));
    printHead();
    for (long bytes : options.sizes()) {
      for (Fill fill : options.fills()) {
        measure(bytes, fill, peers);
      }
    }
    if (boost.isPresent()) {
      BoostPeer.clean(boost.get());
    }
  }

  private void measure(long bytes, Fill fill, List<Supplier<HeapPeer>> peers) {
    List<Measured> all = new ArrayList<>();
    try {
      for (Supplier<HeapPeer> peer : peers) {
        all.add(new Measured(peer.get(), bytes, fill, options.rounds()));
      }
      for (int round = -WARM_UP; round < options.rounds(); round++) {
        for (Measured measured : all) {
          measured.run(round);
        }
      }
      for (Measured measured : all) {
        print(bytes, fill, measured, all.getFirst());
        measured.peer.close();
      }
    } catch (Throwable e) {
      throw new IllegalStateException("work failed: cause=" + e + "; do: look at the cause", e);
    }
  }

  private void printHead() {
    StringBuilder head = new StringBuilder();
    head.append(String.format(Locale.ROOT, "%-9s %-11s %-10s", "bytes", "heap", "allocator"));
    for (Operation operation : Operation.values()) {
      head.append(String.format(Locale.ROOT, " %17s", operation.title()));
    }
    out.printf(
        Locale.ROOT,
        "ns of processor time, medians of %d rounds; in brackets times malloc%n%s%n",
        options.rounds(),
        head);
  }

  private void print(long bytes, Fill fill, Measured measured, Measured malloc) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%-9d %-11s %-10s", bytes, fill, measured.peer.name()));
    for (Operation operation : Operation.values()) {
      double[] nanos = measured.nanos.get(operation);
      String cell = nanos == null ? "" : String.format(Locale.ROOT, "%.1f", Cost.median(nanos));
      if (operation == Operation.ALLOCATE_RELEASE) {
        double ratio = Cost.medianRatio(nanos, malloc.nanos.get(operation));
        cell += String.format(Locale.ROOT, " (%.2f)", ratio);
      }
      line.append(String.format(Locale.ROOT, " %17s", cell));
    }
    out.println(line);
  }
}
