package dev.sharelock.model.cli.pipe;

import dev.sharelock.model.cli.terminal.ByteRates;
import dev.sharelock.model.cli.terminal.Terminal;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/** Counts what has moved, and shows it on a terminal while it moves. */
final class Meter implements AutoCloseable {
  /** Null if none is shown, or none any more. */
  private ProgressBar bar;

  private final long start = System.nanoTime();
  private long bytes;
  private long messages;

  Meter(ProgressBar bar) {
    this.bar = bar;
  }

  /** Begins; a total of -1 is unknown. A bar is shown only where it does not mix with the data. */
  static Meter start(String task, long total, boolean quiet) {
    if (quiet || !Terminal.isThere()) {
      return new Meter(null);
    }
    return new Meter(Terminal.bar(task).setInitialMax(total).setRenderer(new ByteRates()).build());
  }

  /** A message is to be written, not behind the bar but in its place. */
  void giveWay() {
    if (bar != null) {
      Terminal.eraseLine();
    }
  }

  void moved(long count) {
    messages++;
    bytes += count;
    if (bar != null) {
      bar.stepTo(bytes);
    }
  }

  boolean isEmpty() {
    return messages == 0;
  }

  /** What has moved, in one line; nothing is shown any more. */
  String finish() {
    close();
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT,
        "%,d bytes in %,d messages, %.1f s, %.0f MB/s",
        bytes,
        messages,
        seconds,
        bytes / 1e6 / Math.max(seconds, 1e-9));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null; // otherwise it would be drawn once more
    }
  }
}
