package dev.sharelock.bench.heap;

import dev.sharelock.bench.heap.Handover.Way;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Blocks handed over between two JVMs: the one allocates a block, writes into it and hands a number
 * over in a word; the other one gets the block, reads, releases it, and answers.
 */
final class PairCosts {
  private static final int WARM_UP = 100_000;
  private static final int MEASURED = 100_000;

  /** So many looks without an answer say that the other side has no processor at present. */
  private static final int PATIENCE = 1000;

  private static final long THERE = 0;
  private static final long BACK = 128;
  private static final long STOP = -1;

  private final PrintStream out;
  private final HeapOptions options;

  PairCosts(PrintStream out, HeapOptions options) {
    this.out = out;
    this.options = options;
  }

  void measure() throws IOException, InterruptedException {
    out.printf(
        Locale.ROOT,
        "block there and answer back between two JVMs, ns%n%-9s %-11s %-9s %8s %8s%n",
        "bytes",
        "heap",
        "by",
        "p50",
        "p99");
    for (long bytes : options.sizes()) {
      for (Fill fill : options.fills()) {
        for (Way way : Way.values()) {
          measure(bytes, fill, way);
        }
      }
    }
  }

  private void measure(long bytes, Fill fill, Way way) throws IOException, InterruptedException {
    String name = "bench-heap-" + ProcessHandle.current().pid();
    RegionOptions region = RegionOptions.of(name, way.ownBytes() + (1 << 16));
    Process other = null;
    try (Region mine = Region.create(way == Way.NEUROPOD ? region : region.blocks(HeapPeer.HEAP))) {
      long words = words(mine, way);
      Handover sender = Handover.open(way, mine, words, true);
      sender.fill(bytes, fill);
      other = start(name, way);
      long[] nanos = send(mine.memory(), words, sender, bytes);
      mine.memory().setLongRelease(words + THERE, STOP);
      other.waitFor();
      Arrays.sort(nanos);
      out.printf(
          Locale.ROOT,
          "%-9d %-11s %-9s %8d %8d%n",
          bytes,
          fill,
          way,
          nanos[nanos.length / 2],
          nanos[nanos.length / 100 * 99]);
    } finally {
      if (other != null) {
        other.destroyForcibly().waitFor();
      }
      Region.unlink(null, name, UnlinkPolicy.ALWAYS);
    }
  }

  private static long words(Region region, Way way) {
    EntryRequest request = new EntryRequest("words", 1, way.ownBytes());
    DirectoryEntry entry = region.directory().getOrCreate(request, (at, length) -> {}, 0);
    return entry.offset();
  }

  private static Process start(String name, Way way) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            PairCosts.class.getName(),
            name,
            way.name())
        .inheritIO()
        .start();
  }

  private static long[] send(SharedMemory memory, long words, Handover sender, long bytes) {
    long[] nanos = new long[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      long start = System.nanoTime();
      long sent = sender.give(bytes, i);
      memory.setLongRelease(words + THERE, sent);
      for (int looks = 1; memory.getLongAcquire(words + BACK) != sent; looks++) {
        pause(looks);
      }
      sender.given(sent, bytes);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    return nanos;
  }

  private static void pause(int looks) {
    if (looks % PATIENCE == 0) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
  }

  /**
   * The other side.
   *
   * @param arguments the name of the region, and how blocks are handed over
   */
  public static void main(String[] arguments) {
    Way way = Way.valueOf(arguments[1]);
    try (Region region = Region.attach(arguments[0])) {
      SharedMemory memory = region.memory();
      long words = words(region, way);
      Handover receiver = Handover.open(way, region, words, false);
      long last = 0;
      long sum = 0;
      int looks = 0;
      while (last != STOP) {
        long next = memory.getLongAcquire(words + THERE);
        if (next != last && next != STOP) {
          sum += receiver.take(next);
          memory.setLongRelease(words + BACK, next);
          looks = 0;
        } else {
          pause(++looks);
        }
        last = next;
      }
      if (sum == 0) {
        throw new IllegalStateException("nothing was received: sum=0; do: look at the other side");
      }
    }
  }
}
