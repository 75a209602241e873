package dev.sharelock.model.cli.terminal;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The terminal of this process, if it has one. */
public final class Terminal {
  private static final int WIDEST = 100;
  private static final int NARROWEST = 20;
  private static final int BLINK_MILLIS = 100;

  private Terminal() {}

  /** Whether somebody sees what is printed while it is printed. */
  public static boolean isThere() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** A bar on the error stream that fits into one line and leaves nothing behind. */
  public static ProgressBarBuilder bar(String task) {
    int columns = columns();
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(BLINK_MILLIS)
        .setMaxRenderedLength(columns)
        .setConsumer(new Line(System.err, columns))
        .clearDisplayOnFinish();
  }

  /** Empties the line of a bar, so that a message can be written there. */
  public static void eraseLine() {
    new Line(System.err, columns()).clear();
  }

  /** One line of the error stream. The usual consumer begins another one at the end. */
  static final class Line extends ConsoleProgressBarConsumer {
    private final PrintStream stream;

    Line(PrintStream stream, int columns) {
      super(stream, columns);
      this.stream = stream;
    }

    @Override
    public void close() {
      stream.flush();
    }
  }

  /** How long a line may be. A bar that is longer would not return to where it began. */
  private static int columns() {
    try {
      Process size = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      return columnsOf(new String(size.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException unknown) {
      return WIDEST;
    }
  }

  /** What fits beside the last column, into which some terminals do not write. */
  static int columnsOf(String rowsAndColumns) {
    String[] numbers = rowsAndColumns.strip().split(" ");
    if (numbers.length != 2 || !numbers[1].matches("[1-9][0-9]{0,4}")) {
      return WIDEST;
    }
    return Math.clamp(Integer.parseInt(numbers[1]) - 1, NARROWEST, WIDEST);
  }
}
