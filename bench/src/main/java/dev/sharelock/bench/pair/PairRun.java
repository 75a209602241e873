package dev.sharelock.bench.pair;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures one transport once: two JVMs, each on its own processor, over a fresh file. */
final class PairRun {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms256m",
          "-Xmx256m",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");

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
        processes.add(start("both", options, options.oneProcessor() ? "0" : "0,1"));
      } else {
        processes.add(start("second", options, options.oneProcessor() ? "0" : "1"));
        processes.add(start("first", options, "0"));
      }
      return figures(options.test().roundTrip() ? processes.getLast() : processes.getFirst());
    } finally {
      for (Process process : processes) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(options.file());
    }
  }

  private static Process start(String side, PairOptions options, String processors)
      throws IOException {
    List<String> command = new ArrayList<>();
    Collections.addAll(command, "taskset", "-c", processors);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-XX:ActiveProcessorCount=" + (options.oneProcessor() ? 1 : 2));
    Collections.addAll(command, "-cp", System.getProperty("java.class.path"));
    Collections.addAll(command, PairSide.class.getName(), side);
    Collections.addAll(command, options.arguments());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static List<Double> figures(Process process) throws IOException {
    List<Double> figures = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("DONE")) {
          return figures;
        }
        for (int i = 1; i < words.length; i++) {
          figures.add(Double.valueOf(words[i]));
        }
      }
    }
    throw new IOException("measured process ended early; do: see what it printed above");
  }
}
