package dev.sharelock.model.engine;

import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;

/**
 * An exploration that ended before everything was looked at.
 *
 * @param done how much of the work was done, from 0 to 1
 * @param checkpoint the file from which it can go on, if one was written
 */
public record Unfinished(double done, Optional<Path> checkpoint) {
  private static final double SMALL = 0.01;

  /** A fraction in percent, never more than it is: {@code 41 %}, {@code 0.0003 %}. */
  public static String percent(double fraction) {
    double percent = Math.clamp(fraction, 0, 1) * 100;
    if (percent >= SMALL) {
      double digits = percent < 1 ? 100 : percent < 10 ? 10 : 1;
      double shown = Math.floor(percent * digits) / digits;
      return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(shown)
          + " %";
    }
    return percent == 0 ? "0 %" : String.format(Locale.ROOT, "%.0e %%", percent);
  }
}
