package dev.sharelock.bench.pair;

import java.nio.file.Path;

/**
 * What a pair of processes measures.
 *
 * @param peer the name of the transport
 * @param file the mapped file
 * @param messageBytes the size of one message, at least 8
 * @param ringBytes the capacity of each way
 * @param test what is done with it
 * @param oneProcessor whether both sides run on one processor; otherwise each has its own, and
 *     knows that there are two
 */
public record PairOptions(
    String peer, Path file, int messageBytes, int ringBytes, PairTest test, boolean oneProcessor) {

  String[] arguments() {
    return new String[] {
      peer,
      file.toString(),
      Integer.toString(messageBytes),
      Integer.toString(ringBytes),
      test.name(),
      Boolean.toString(oneProcessor)
    };
  }

  static PairOptions parse(String[] arguments, int from) {
    return new PairOptions(
        arguments[from],
        Path.of(arguments[from + 1]),
        Integer.parseInt(arguments[from + 2]),
        Integer.parseInt(arguments[from + 3]),
        PairTest.valueOf(arguments[from + 4]),
        Boolean.parseBoolean(arguments[from + 5]));
  }
}
