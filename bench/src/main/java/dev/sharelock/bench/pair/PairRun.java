package dev.sharelock.bench.pair;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures one transport once: two JVMs, each on its own processor, over a fresh file. */
final class PairRun {
  private PairRun() {}

  /** The figures of one run: messages per second, or p50 and p99 of the round trip in ns. */
  static List<Double> run(PairOptions options) throws IOException, InterruptedException {
    Transport transport = Peers.open(options.peer());
    try (RandomAccessFile file = new RandomAccessFile(options.file().toFile(), "rw")) {
      file.setLength(0);
      file.write(new byte[Math.toIntExact(transport.bytes(options))]);
    }
    transport.format(options);
    List<Process> processes = new ArrayList<>();
    try {
      if (transport.inProcess()) {
        processes.add(start("both", options, "0,1"));
      } else {
        processes.add(start("second", options, "1"));
        processes.add(start("first", options, "0"));
      }
      return Sides.figures(options.test().roundTrip() ? processes.getLast() : processes.getFirst());
    } finally {
      for (Process process : processes) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(options.file());
    }
  }

  private static Process start(String side, PairOptions options, String processors)
      throws IOException {
    String on = options.oneProcessor() ? "0" : processors;
    List<String> arguments = new ArrayList<>(List.of(side));
    Collections.addAll(arguments, options.arguments());
    return Sides.start(PairSide.class, arguments, on, options.oneProcessor() ? 1 : 2);
  }
}
