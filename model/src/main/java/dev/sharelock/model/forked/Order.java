package dev.sharelock.model.forked;

import java.util.Optional;

/**
 * What a coordinator wants a forked JVM to run.
 *
 * @param scenario the name of the scenario
 * @param process the position of the process in it
 * @param file the file to map
 * @param stepped whether the coordinator opens the gate access by access
 * @param seed what delays and choices are derived from when it runs freely
 * @param killBefore the access, from 1, before which it stops to be killed; 0 for never
 */
record Order(
    String scenario, int process, String file, boolean stepped, long seed, long killBefore) {

  void send(Wire wire) {
    wire.send("RUN", scenario, process, Wire.pack(file), stepped, seed, killBefore);
  }

  static Optional<Order> parse(String[] words) {
    if (!words[0].equals("RUN")) {
      return Optional.empty();
    }
    return Optional.of(
        new Order(
            words[1],
            Integer.parseInt(words[2]),
            (String) Wire.unpack(words[3]),
            Boolean.parseBoolean(words[4]),
            Long.parseLong(words[5]),
            Long.parseLong(words[6])));
  }
}
