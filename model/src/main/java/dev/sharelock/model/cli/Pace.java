package dev.sharelock.model.cli;

import dev.sharelock.model.run.Advance;
import java.time.Duration;
import java.util.Locale;

/** How fast a check goes on, from when it first says how far it is, and when it may be done. */
final class Pace {
  private static final double SMALLEST = 1e-6;
  private static final long LONGEST_DAYS = 99;

  private Advance first;
  private long start;

  /** In a few words: {@code 12,345 of about 80,000, 45,000/s, 0:02 left}. */
  String describe(Advance advance, long now) {
    if (first == null) {
      first = advance;
      start = now;
    }
    double seconds = Math.max(1e-3, (now - start) / 1e9);
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d", advance.executions()));
    advance
        .estimate()
        .filter(estimate -> estimate.executions() > advance.executions())
        .ifPresent(estimate -> text.append(" of about ").append(rounded(estimate.executions())));
    double rate = (advance.executions() - first.executions()) / seconds;
    text.append(String.format(Locale.ROOT, ", %,.0f/s", rate));
    double gone = advance.done() - Math.max(0, first.done());
    if (advance.estimate().isPresent() && gone > SMALLEST) {
      text.append(", ").append(clock(seconds * (1 - advance.done()) / gone)).append(" left");
    }
    return text.toString();
  }

  /** Two digits and zeros. */
  private static String rounded(double number) {
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(number)) - 1));
    double shown = Math.round(number / unit) * unit;
    return shown < 1e12
        ? String.format(Locale.ROOT, "%,.0f", shown)
        : String.format(Locale.ROOT, "%.0e", shown);
  }

  private static String clock(double seconds) {
    Duration left = Duration.ofSeconds((long) Math.min(seconds, LONGEST_DAYS * 86_400));
    return left.toHours() > 0
        ? "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
