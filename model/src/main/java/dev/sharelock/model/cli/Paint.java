package dev.sharelock.model.cli;

import dev.sharelock.model.cli.terminal.Terminal;

/** Colours for terminals, unless {@code NO_COLOR} is set. */
enum Paint {
  COLOURED,
  PLAIN;

  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[1;31m";
  private static final String NORMAL = "\u001b[0m";

  /** What suits the terminal of this process, if it has one. */
  static Paint ofProcess() {
    String forbidden = System.getenv("NO_COLOR");
    boolean plain = forbidden != null && !forbidden.isEmpty() || !Terminal.isThere();
    return plain ? PLAIN : COLOURED;
  }

  /** Colours the verdict at the end of a line of the {@link ResultTable}. */
  String verdict(String line) {
    if (this == PLAIN) {
      return line;
    }
    return line.replaceFirst(
            "((\\d+ )?passed(, \\d+ caught)?|\\d+ caught|caught: [A-Z_]+)$", GREEN + "$1" + NORMAL)
        .replaceFirst("(FAILED: [A-Z_]+|NOT CAUGHT)$", RED + "$1" + NORMAL);
  }
}
