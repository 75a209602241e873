package dev.sharelock.model.cli.terminal;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/**
 * A bar of bytes in megabytes. Its rate is that since the beginning, to the moment; the usual one
 * counts whole seconds, and shows up to twice the truth in the first ones.
 */
public final class ByteRates extends DefaultProgressBarRenderer {
  private static final int MEGABYTE = 1_000_000;

  /** Shows the rate, and the time that is left if the total is known. */
  public ByteRates() {
    super(
        ProgressBarStyle.ASCII,
        " MB",
        MEGABYTE,
        true,
        null,
        ChronoUnit.SECONDS,
        true,
        ByteRates::left);
  }

  private static Optional<Duration> left(ProgressState progress) {
    if (progress.isIndefinite() || progress.getCurrent() <= 0) {
      return Optional.empty();
    }
    double part = (double) (progress.getMax() - progress.getCurrent()) / progress.getCurrent();
    return Optional.of(Duration.ofMillis((long) (progress.getTotalElapsed().toMillis() * part)));
  }

  @Override
  protected String speed(ProgressState progress) {
    double seconds = Math.max(progress.getTotalElapsed().toNanos() / 1e9, 1e-3);
    double rate = progress.getCurrent() / seconds / MEGABYTE;
    return String.format(Locale.ROOT, "%.0f MB/s", rate);
  }
}
