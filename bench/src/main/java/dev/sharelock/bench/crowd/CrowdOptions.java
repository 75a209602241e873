package dev.sharelock.bench.crowd;

import java.nio.file.Path;
import java.util.List;

/**
 * What is measured.
 *
 * @param queue the name of the queue
 * @param file the mapped file
 * @param producers how many threads put
 * @param consumers how many threads take
 * @param test how
 */
record CrowdOptions(String queue, Path file, int producers, int consumers, CrowdTest test) {

  List<String> arguments(String side) {
    return List.of(
        side,
        queue,
        file.toString(),
        Integer.toString(producers),
        Integer.toString(consumers),
        test.name());
  }

  static CrowdOptions parse(String[] arguments) {
    return new CrowdOptions(
        arguments[1],
        Path.of(arguments[2]),
        Integer.parseInt(arguments[3]),
        Integer.parseInt(arguments[4]),
        CrowdTest.valueOf(arguments[5]));
  }
}
