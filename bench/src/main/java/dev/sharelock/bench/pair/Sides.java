package dev.sharelock.bench.pair;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The JVMs that measure, each on its processors, and what they print. */
public final class Sides {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms256m",
          "-Xmx256m",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");

  private Sides() {}

  /**
   * Starts a JVM with the class path of this one.
   *
   * @param main its main class
   * @param arguments of the main class
   * @param processors on which it runs, separated by commas
   * @param count how many it believes there are
   */
  public static Process start(Class<?> main, List<String> arguments, String processors, int count)
      throws IOException {
    List<String> command = new ArrayList<>();
    Collections.addAll(command, "taskset", "-c", processors);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-XX:ActiveProcessorCount=" + count);
    Collections.addAll(command, "-cp", System.getProperty("java.class.path"), main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Reads the numbers that a process prints, up to the line {@code DONE}. */
  public static List<Double> figures(Process process) throws IOException {
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
