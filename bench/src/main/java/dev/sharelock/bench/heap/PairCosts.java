package dev.sharelock.bench.heap;

import dev.sharelock.allocator.Allocator;
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
 * Blocks handed over between two JVMs: the one allocates a block, writes into it and hands its id
 * or a ticket over in a word; the other one loads or accepts it, reads, releases, and answers.
 */
final class PairCosts {
  private static final int WARM_UP = 200_000;
  private static final int MEASURED = 200_000;
  private static final long THERE = 0;
  private static final long BACK = 128;
  private static final long STOP = -1;

  private final PrintStream out;

  PairCosts(PrintStream out) {
    this.out = out;
  }

  void measure() throws IOException, InterruptedException {
    out.printf(
        Locale.ROOT,
        "block there and answer back between two JVMs, ns%n%-9s %-8s %8s %8s%n",
        "bytes",
        "by",
        "p50",
        "p99");
    for (long bytes : new long[] {64, 4096, 1 << 20}) {
      measure(bytes, false);
      measure(bytes, true);
    }
  }

  private void measure(long bytes, boolean tickets) throws IOException, InterruptedException {
    String name = "bench-heap-" + ProcessHandle.current().pid();
    Process other = null;
    try (Region region = Region.create(RegionOptions.of(name, 1 << 16).blocks(256L << 20))) {
      long words = words(region);
      other = start(name, tickets);
      long[] nanos = send(region, words, bytes, tickets);
      region.memory().setLongRelease(words + THERE, STOP);
      other.waitFor();
      Arrays.sort(nanos);
      out.printf(
          Locale.ROOT,
          "%-9d %-8s %8d %8d%n",
          bytes,
          tickets ? "ticket" : "id",
          nanos[nanos.length / 2],
          nanos[nanos.length / 100 * 99]);
    } finally {
      if (other != null) {
        other.destroyForcibly().waitFor();
      }
      Region.unlink(null, name, UnlinkPolicy.ALWAYS);
    }
  }

  private static long words(Region region) {
    DirectoryEntry entry =
        region.directory().getOrCreate(new EntryRequest("words", 1, 256), (at, length) -> {}, 0);
    return entry.offset();
  }

  private static Process start(String name, boolean tickets) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            PairCosts.class.getName(),
            name,
            Boolean.toString(tickets))
        .inheritIO()
        .start();
  }

  private static long[] send(Region region, long words, long bytes, boolean tickets) {
    SharedMemory memory = region.memory();
    Allocator allocator = region.allocator();
    long[] nanos = new long[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      long start = System.nanoTime();
      long id = allocator.allocate(bytes);
      memory.writeLong(allocator.offset(id), i);
      long sent = tickets ? allocator.send(id) : id;
      memory.setLongRelease(words + THERE, sent);
      while (memory.getLongAcquire(words + BACK) != sent) {
        Thread.onSpinWait();
      }
      if (!tickets) {
        allocator.release(id);
      }
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    return nanos;
  }

  /**
   * The other side.
   *
   * @param arguments the name of the region, and whether tickets are sent
   */
  public static void main(String[] arguments) {
    boolean tickets = Boolean.parseBoolean(arguments[1]);
    try (Region region = Region.attach(arguments[0])) {
      SharedMemory memory = region.memory();
      Allocator allocator = region.allocator();
      long words = words(region);
      long last = 0;
      long sum = 0;
      while (last != STOP) {
        long next = memory.getLongAcquire(words + THERE);
        if (next != last && next != STOP) {
          long id = tickets ? allocator.accept(next) : next;
          if (!tickets) {
            allocator.load(id);
          }
          sum += memory.readLong(allocator.offset(id));
          allocator.release(id);
          memory.setLongRelease(words + BACK, next);
        }
        last = next;
      }
      if (sum == 0) {
        throw new IllegalStateException("nothing was received: sum=0; do: look at the other side");
      }
    }
  }
}
